"""What can go wrong because the caller or the machine is wrong.

    DragomanError
    ├── UsageError          what was asked makes no sense (exit status 2)
    ├── SourceError         a file, folder or address cannot be read at all
    ├── RecordError         a dossier cannot be opened, read or written
    │   ├── NotADossier     the file is not one of ours
    │   ├── NewerDossier    it was written by a newer Dragoman
    │   └── NotFound        nothing in the record has that id
    ├── SettingsError       dossier.toml or an environment variable is wrong
    └── MissingExtra        an optional package is needed; the message names the install line

Odd material is not an error: it is stored as a `dragoman.types.Problem`.
"""


class DragomanError(Exception):
    """Says what went wrong, with which object, why, and what to do about it."""


class UsageError(DragomanError):
    """The request itself makes no sense."""


class SourceError(DragomanError):
    """A source of reports cannot be read at all."""


class RecordError(DragomanError):
    """A dossier cannot be opened, read or written."""


class NotADossier(RecordError):
    """The file exists and is not a dossier."""


class NewerDossier(RecordError):
    """The dossier was written by a newer version."""


class NotFound(RecordError):
    """Nothing in the record has that id."""


class SettingsError(DragomanError):
    """A setting or a dossier.toml has a value that cannot be used."""


class MissingExtra(DragomanError):
    """An optional package is not installed."""

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(f"{purpose} needs an optional package. Install it with: pip install 'dragoman[{extra}]'")
