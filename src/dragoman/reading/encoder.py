"""The one learned encoder of the reading layer: windows of text in, numbers for each wordpiece out.

A window is a run of whole paragraphs of at most `LIMIT` wordpieces; a paragraph longer than `LONGEST` is cut at
sentence ends and each later part is led by the sentence before it, so that a cue at its start still sees its speaker.
The training scripts cut their texts with the same `cut` and `Window`, so what was learned is what is read.

Every wordpiece carries a `mark`, a number below `MARKS` that tells what the lower-casing tokeniser loses: whether it
stands between quotation marks, whether it opens a paragraph, and how it is written (`mark_of`).

Nothing here imports onnxruntime or tokenizers until a model is loaded. Each window is run by itself: the int8 graph
scales its activations by the largest value it is given, so in a batch a window's numbers would depend on its
neighbours.
"""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from dragoman.errors import SettingsError
from dragoman.types import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

T = TypeVar("T")
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

LIMIT = 220
LONGEST = 256
CLS, SEP = 101, 102
MARKS = 16
SPECIAL_MARK = 3  # of the first and last piece, which are no letters
GRAPH, ARRAYS, TOKENIZER, PAIRS = "reader.int8.onnx", "reader.npz", "tokenizer.json", ".pairs.onnx"
FILES = (GRAPH, ARRAYS, TOKENIZER)

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_OPENING, _CLOSING = "“„«", "”»"


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A run of paragraphs as the encoder sees it, a special first and last piece included.

    `ids` (L,) wordpieces; `marks` (L,) their marks; `offsets` (L, 2) code points in the report, both ends equal for the
    two special pieces; `paragraphs` (L,) the number of each piece's paragraph among the spans given. What starts before
    the code point `core` is the lead: it was already read by the window before and is here to be seen only.
    """

    ids: Ints
    marks: Ints
    offsets: Ints
    paragraphs: Ints
    core: int

    @property
    def start(self) -> int:
        """Offset of the first code point read."""
        return int(self.offsets[1, 0])

    @property
    def end(self) -> int:
        """Offset behind the last code point read."""
        return int(self.offsets[-2, 1])


@dataclass(frozen=True, slots=True)
class _Piece:
    """Consecutive wordpieces of one paragraph, the first `lead` of them repeated from the piece before."""

    ids: Ints
    marks: Ints
    offsets: Ints
    paragraph: int
    lead: int = 0


def inside_quotation(text: str) -> list[bool]:
    """For each code point of one paragraph whether it lies between double quotation marks, the marks themselves not."""
    inside, open_ = [False] * len(text), False
    if not any(mark in text for mark in _OPENING + '"'):
        return inside
    for i, char in enumerate(text):
        if char in _OPENING:
            open_ = True
        elif char in _CLOSING:
            open_ = False
        elif char == '"':
            open_ = not open_
        else:
            inside[i] = open_
    return inside


def mark_of(piece: str, quoted: bool, first: bool) -> int:
    """The mark of a wordpiece with these letters: 8 if quoted, 4 if first of its paragraph, and 0 to 3 how written.

    0 lower case, 1 capitalised, 2 capitals only, 3 no letter.
    """
    if not piece or not piece[0].isalpha():
        written = 3
    elif not piece[0].isupper():
        written = 0
    else:
        written = 2 if len(piece) > 1 and piece.isupper() else 1
    return 8 * quoted + 4 * first + written


def paragraphs_of(text: str) -> list[Span]:
    """Runs of characters without a line feed: the paragraphs of a text whose layout is not known better."""
    return [m.span() for m in re.finditer(r"[^\n]+", text) if m.group().strip()]


def cut(
    text: str, paragraphs: Iterable[Span], tokenizer: Tokenizer, *, limit: int = LIMIT, longest: int = LONGEST
) -> list[Window]:
    """The windows of a report, in order. `paragraphs` are spans in `text`, in order and without overlap."""
    windows: list[Window] = []
    pending: list[_Piece] = []
    size = 0
    for piece in _pieces(text, list(paragraphs), tokenizer, limit, longest):
        if pending and (size + len(piece.ids) > limit or piece.lead):
            windows.append(_join(pending))
            pending, size = [], 0
        pending.append(piece)
        size += len(piece.ids)
    if pending:
        windows.append(_join(pending))
    return windows


def _pieces(text: str, spans: list[Span], tokenizer: Tokenizer, limit: int, longest: int) -> Iterator[_Piece]:
    # A lone surrogate is legal in a Python string and an error in the tokeniser; the stand-in has the same length.
    stretches = [_SURROGATE.sub("\ufffd", text[a:b]) for a, b in spans]
    encodings = tokenizer.encode_batch(stretches, add_special_tokens=False)
    for number, ((start, _), stretch, encoding) in enumerate(zip(spans, stretches, encodings, strict=True)):
        where = encoding.offsets
        if not where:
            continue
        quoted = inside_quotation(stretch)
        ids = np.asarray(encoding.ids, dtype=np.int64)
        offsets = np.asarray(where, dtype=np.int64)
        marks = np.fromiter(
            (mark_of(stretch[a:b], quoted[a] if a < b else False, i == 0) for i, (a, b) in enumerate(where)),
            dtype=np.int64,
            count=len(where),
        )
        if len(ids) <= longest:
            yield _Piece(ids, marks, offsets + start, number)
            continue
        for lead, first, last in _parts(stretch, offsets, limit):
            part = slice(lead, last)
            yield _Piece(ids[part], marks[part], offsets[part] + start, number, first - lead)


def _parts(stretch: str, offsets: Ints, limit: int) -> Iterator[tuple[int, int, int]]:
    """(where the lead begins, where the part begins, where it ends) in wordpieces of a paragraph that is too long."""
    ends = np.array([m.end() for m in _SENTENCE_END.finditer(stretch)], dtype=np.int64)
    stops = np.unique(np.searchsorted(offsets[:, 0], ends))
    first, lead = 0, 0
    while first < len(offsets):
        last = min(lead + limit, len(offsets))
        if last < len(offsets):
            fitting = stops[(stops > first) & (stops <= last)]
            if len(fitting):
                last = int(fitting[-1])
        yield lead, first, last
        before = stops[stops < last]
        lead = int(before[-1]) if len(before) and last - before[-1] <= limit // 3 else last
        first = last


def _join(pieces: list[_Piece]) -> Window:
    def flat(name: str, before: Any, after: Any) -> Ints:
        return np.concatenate([[before], *(getattr(p, name) for p in pieces), [after]]).astype(np.int64)

    start, end = pieces[0].offsets[0, 0], pieces[-1].offsets[-1, 1]
    numbers = np.concatenate([np.full(len(p.ids), p.paragraph, dtype=np.int64) for p in pieces])
    return Window(
        ids=flat("ids", CLS, SEP),
        marks=flat("marks", SPECIAL_MARK, SPECIAL_MARK),
        offsets=flat("offsets", (start, start), (end, end)),
        paragraphs=np.concatenate([numbers[:1], numbers, numbers[-1:]]),
        core=int(pieces[0].offsets[pieces[0].lead, 0]),
    )


def load_tokenizer(path: Path) -> Tokenizer:
    """The wordpiece tokeniser in this file, without truncation or padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """What the encoder said of one report: for each window its named values, arrays with one row for each piece.

    `encoder` is what they were read with; it holds what the far ends of the heads need.
    """

    windows: tuple[Window, ...]
    values: tuple[Mapping[str, Floats], ...]
    encoder: LearnedEncoder


def models_folder() -> Path:
    """Where the weights lie: the folder named by DRAGOMAN_MODELS, else `models` in this package."""
    named = os.environ.get("DRAGOMAN_MODELS")
    return Path(named) if named else Path(__file__).with_name("models")


def available(folder: Path | None = None) -> bool:
    """Whether the weights are there and onnxruntime and tokenizers are installed."""
    place = folder or models_folder()
    return all((place / name).is_file() for name in FILES) and all(
        importlib.util.find_spec(name) is not None for name in ("onnxruntime", "tokenizers")
    )


class LearnedEncoder:
    """The weights in a folder, ready to read. Use `load_encoder`, which keeps one for each folder.

    `threads` windows are run at the same time, each on one core. Raises SettingsError where the files cannot be used.
    """

    def __init__(self, folder: Path, *, threads: int = 2) -> None:
        import onnxruntime as ort  # type: ignore[import-untyped]

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = ort.InferenceSession(
                str(folder / GRAPH), sess_options=options, providers=["CPUExecutionProvider"]
            )
            self._pairs = {
                path.name.removesuffix(PAIRS): ort.InferenceSession(
                    str(path), sess_options=options, providers=["CPUExecutionProvider"]
                )
                for path in sorted(folder.glob(f"*{PAIRS}"))
            }
            self.tokenizer = load_tokenizer(folder / TOKENIZER)
            with np.load(folder / ARRAYS) as arrays:
                self.parameters: dict[str, Floats] = {name: arrays[name] for name in arrays.files}
        except Exception as error:
            raise SettingsError(
                f"the weights in {folder} cannot be used: {type(error).__name__}: {error}. Install the package again, "
                "set DRAGOMAN_MODELS to a folder with them, or read without models."
            ) from error
        self._names = [output.name for output in self._session.get_outputs()]
        self._threads = threads

    def read(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[Signals]:
        """The signals of each (text, paragraphs), in order; the same for a text whatever its company."""
        cuts = [cut(text, paragraphs, self.tokenizer) for text, paragraphs in texts]
        values = iter(self._run([window for windows in cuts for window in windows]))
        return [Signals(tuple(windows), tuple(next(values) for _ in windows), self) for windows in cuts]

    def pairs(self, head: str, inputs: dict[str, Any]) -> Floats:
        """The first output of a head's second graph."""
        found: Floats = self._pairs[head].run(None, inputs)[0]
        return found

    def each(self, work: Callable[..., T], *items: Sequence[Any]) -> list[T]:
        """`work` on each item, in order, `threads` at a time; onnxruntime and numpy let one another run."""
        if self._threads < 2 or len(items[0]) < 2:
            return list(map(work, *items))
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(work, *items))

    def _run(self, windows: Sequence[Window]) -> list[dict[str, Floats]]:
        return self.each(self._one, windows)

    def _one(self, window: Window) -> dict[str, Floats]:
        found = self._session.run(None, {"ids": window.ids[None], "marks": window.marks[None]})
        return {name: value[0] for name, value in zip(self._names, found, strict=True)}


@lru_cache(maxsize=2)
def load_encoder(folder: Path | None = None, threads: int = 2) -> LearnedEncoder:
    """The encoder of a folder (that of `models_folder` if none is given), loaded once."""
    return LearnedEncoder(folder or models_folder(), threads=threads)
