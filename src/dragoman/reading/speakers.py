"""Who a source mention stands for, within one report: names, pronouns, titles, roles.

'Lavrov' is the fullest form of him that the report has; 'the minister' the one person whom the report calls a minister;
'he' the nearest one who was speaking, or else was named. Where two candidates remain the nearer is taken and the doubt
kept. A source without a name keeps its description ('a senior official'), `named` False.

What this does not do: decide which names are persons (names), find the source (attributions), order a chain (chains).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.reading.names import lists
from dragoman.reading.speaker_words import (
    ANY_OUTLET,
    BODIES,
    DOCUMENTS,
    EMPTY,
    FEMALE,
    HEADS,
    MALE,
    OUTLETS,
    PLURAL,
    ROLES,
    SPEAKING_FOR,
)
from dragoman.reading.types import Name, Sentence
from dragoman.types import Span

_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_ARTICLE = re.compile(r"^(?:the|a|an|another|one|some|its|his|her|their|this|that)\s+", re.IGNORECASE)
_THE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_SMALL = frozenset(["the", "this", "that", "s", "of", "for", "new", "country", "and", "a", "an"])
#: A vice president is no president: these words have to be asked for.
_LESSER = frozenset({"vice", "deputy", "former", "acting", "assistant", "ex", "late", "then"})
_HIM = {"he": MALE, "him": MALE, "his": MALE, "himself": MALE, "she": FEMALE, "her": FEMALE, "herself": FEMALE}
_THEM = frozenset({"they", "them", "both", "others", "many", "some", "all"})
_IT = frozenset({"it", "itself"})
_ME = frozenset({"i", "me", "we", "us", "our", "my", "myself", "ourselves"})
_WHO = frozenset({"who", "which", "that", "whom"})
_AFTER_NAME = re.compile(r",?\s+(?:the|a|an|who is|then|his|her|its|their)?\s*([^,.;:()\n]{3,80})")
_TWO = re.compile(
    r"(?:the |both )?(?:two |both )?(?:leaders|presidents|ministers|sides|interlocutors|officials|diplomats)$", re.I
)
_PAPER_END = re.compile(
    r",|\s(?:of|by|from|on|in|to|for|with|about|that|which|seen|reviewed|obtained|viewed|published|posted|released|"
    r"issued|signed|carried|leaked|sent|dated|shared)\s",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r",?\s+(?:seen|reviewed|obtained|viewed|published|posted|released|carried|leaked|shared|(?:which|that) (?:was|were))\b|"
    r"\s+(?=on (?:the|its|his|her|their)\b.*\b(?:web ?site|site|page|channel|account)\b)",
    re.IGNORECASE,
)


#: A speaker and a verb that close a sentence: 'he said.', 'he added on Monday', 'his statement on the site said'.
_CLOSING = re.compile(
    r"(?:he|she|his\s|her\s)(?:(?!\bthat\b|[,;:]).){0,70}?\b(?:said|says|added|adds|noted|told|stressed|explained|continued|concluded|"
    r"stated|wrote|warned|remarked|recalled|insisted|argued|claimed|reads?)\b(?:(?!\bthat\b).){0,60}",
    re.DOTALL,
)
#: Small words that may stand between two people of a list: 'the minister, Anna Berg, and his counterpart, Karl Lund'.
_BETWEEN = frozenset(("and", "the", "his", "her", "their", "its", "of", "for", "counterpart", "counterparts"))


def _listed(gap: str) -> bool:
    """Whether what stands between two names makes them a list: 'and', or a comma with no more than titles after it.

    'Anna Berg, who received Karl Lund' and 'Anna Berg, an aide to Karl Lund' are Anna Berg.
    """
    if re.match(r"\s*and\b", gap):
        return True
    words = _WORD.findall(gap)
    if not re.match(r"\s*,", gap) or (words and words[-1] in ("of", "for", "to")):
        return False
    return all(word[0].isupper() or word in _BETWEEN or word in ROLES for word in words)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a source is: the name and type of a link of the chain, whether it is a name, and what remained open."""

    name: str
    type: str
    named: bool = True
    span: Span | None = None
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Person:
    """What the report says of one person: words of titles and appositions, and of which sex they speak."""

    name: str
    roles: set[str] = field(default_factory=set)
    sex: str = ""
    at: list[int] = field(default_factory=list)


class Speakers:
    """Resolves the source mentions of one report, asked in the order of the text: each answer is remembered.

    `heard` remembers who spoke, which a later 'he' goes back to.
    """

    def __init__(
        self, text: str, names: Sequence[Name], sentences: Sequence[Sentence], sources: Sequence[Span] = ()
    ) -> None:
        self._text, self._names, self._sentences = text, list(names), list(sentences)
        self._starts = [name.start for name in self._names]
        self._sentence_starts = [s.start for s in self._sentences]
        self._heard: list[tuple[int, Speaker]] = []
        self._people = self._gather()
        self._main = self._main_speaker(sources)

    def resolve(self, span: Span, inner: Speaker | None = None) -> Speaker:
        """Who the mention at `span` is. `inner` is the speaker of the quotation that the mention stands in, if any."""
        speaker = self._resolve(span, inner)
        self._heard.append((span[0], speaker))
        return speaker

    def _main_speaker(self, sources: Sequence[Span]) -> str:
        """The only person among the sources of the report, who is whom its headline calls 'an expert'; else empty."""
        named = {
            n.canonical
            for start, end in sources
            for n in self._names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
            if n.type == "person" and not self._possessive(n)
        }
        return named.pop() if len(named) == 1 else ""

    def _headline(self, mention: str, words: list[str], span: Span) -> Speaker | None:
        """'Expert' or 'a senior lawmaker' in the first two sentences of a report that then names one speaker only."""
        head = next((w for w in reversed(words) if w in ROLES), "")
        if not self._main or not head or set(words) & PLURAL or self._sentence(span[0]) > 1:
            return None
        if self._people[self._main].at[0] < span[0]:
            return None
        return Speaker(self._main, "person", True, span, (f"'{mention}' is taken for {self._main}, named later",))

    def last_heard(self, before: int, after: int = 0) -> Speaker | None:
        """The last source resolved between two places of the text, that nearest to `before`."""
        near = [(at, who) for at, who in self._heard if after <= at < before]
        return max(near, key=lambda pair: pair[0])[1] if near else None

    # mentions

    def _resolve(self, span: Span, inner: Speaker | None) -> Speaker:
        start, end = span
        mention = self._text[start:end].strip(" \t\n,;:“”\"'‘’()—–-")
        words = [w.lower() for w in _WORD.findall(mention)]
        if not words or all(w in EMPTY for w in words):
            return Speaker(mention, "unnamed", False, span)
        bare = words[0].split("'")[0].split("’")[0]
        if len(words) == 1 and (bare in _HIM or bare in _THEM or bare in _IT or bare in _ME or bare in _WHO):
            return self._pronoun(bare, span, inner)
        if words[0] in _HIM and len(words) > 1 and words[0] in ("his", "her"):
            return self._possessed(words, mention, span, inner)
        inside = self._names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        both = self._both(span, inside)
        if both:
            return both
        who = self._named(inside, mention, words, span) or self._described(mention, words, span)
        return who if who.named else self._headline(mention, words, span) or who

    def _both(self, span: Span, inside: list[Name]) -> Speaker | None:
        """'The minister and President X': a role and a person are two people, each resolved by itself."""
        people = [n for n in inside if n.type == "person" and not self._possessive(n)]
        joint = re.search(r"\s+and\s+", self._text[span[0] : span[1]])
        if len(people) != 1 or joint is None:
            return None
        middle = span[0] + joint.start(), span[0] + joint.end()
        parts = [(span[0], middle[0]), (middle[1], span[1])]
        role = next((p for p in parts if not p[0] <= people[0].start < p[1]), None)
        if role is None or not set(_WORD.findall(self._text[role[0] : role[1]].lower())) & ROLES:
            return None
        other = self._resolve(role, None)
        if other.type != "person":
            return None
        names = [people[0].canonical, other.name] if role == parts[1] else [other.name, people[0].canonical]
        return Speaker(" and ".join(dict.fromkeys(names)), "person", True, span, other.doubts)

    def _named(self, inside: list[Name], mention: str, words: list[str], span: Span) -> Speaker | None:
        people = [n for n in inside if n.type == "person" and not self._possessive(n)]
        if people:
            # 'an aide to X' and 'X's lawyer' speak for X and are not X; in 'the aide X' the name stands last or in apposition.
            first = people[0]
            lead = self._text[span[0] : first.start].lower()
            if re.search(r"\b(?:to|for|of|with|from|by|close to)\s+(?:[\w.-]+\s+){0,4}$", lead) and any(
                w in ROLES or w in PLURAL or w in SPEAKING_FOR for w in _WORD.findall(lead)
            ):
                return Speaker(_THE.sub("", mention), "unnamed", False, span)
            if len(people) > 1 and _listed(self._text[first.end : people[1].start]):
                return Speaker(" and ".join(dict.fromkeys(n.canonical for n in people)), "person", True, span)
            return Speaker(first.canonical, "person", True, span)
        paper = self._paper(mention, span)
        if paper:
            return paper
        head = self._head_role(words, mention, inside, span) if inside else None
        if head:
            return head
        bodies = [n for n in inside if n.type in ("organisation", "agency", "outlet", "state", "group") or
                  n.type == "place"]  # fmt: skip
        if not bodies:
            return None
        last = bodies[-1]
        if last.type in ("agency", "outlet") and not set(words) & (ROLES | PLURAL):
            return self._of(last, span)
        tail = [w.lower() for w in _WORD.findall(self._text[last.end : span[1]])]
        tail = [w for w in tail if w != "s"]
        if tail and tail[-1] in BODIES | OUTLETS | ANY_OUTLET:
            # 'the Northland army', 'Berg's office': a body of its own, told by the whole phrase.
            kind = "organisation" if tail[-1] in BODIES else "outlet"
            if tail[-1] in ("side", "government", "delegation", "authorities", "leadership") and last.type == "state":
                return Speaker(last.canonical, "organisation", True, span)
            return Speaker(_THE.sub("", mention), kind, True, span)
        if tail and tail[-1] in DOCUMENTS:
            return Speaker(_THE.sub("", mention), "document", True, span)
        if tail and tail[-1] in PLURAL:
            return Speaker(_THE.sub("", mention), "unnamed", False, span)
        return self._of(last, span)

    def _paper(self, mention: str, span: Span) -> Speaker | None:
        """A paper, by whoever it is: 'a draft seen by the agency' is the draft, 'a report by the Watch' a report by it."""
        head = [w.lower() for w in _WORD.findall(_PAPER_END.split(mention, maxsplit=1)[0])]
        if not head or head[-1] not in DOCUMENTS:
            return None
        name = _PASSED_ON.split(mention, maxsplit=1)[0].strip(" ,")
        return Speaker(_THE.sub("", name), "document", True, span)

    def _head_role(self, words: list[str], mention: str, inside: list[Name], span: Span) -> Speaker | None:
        """A role beside a body or a possessive: 'Russian officials', 'the ministry's spokesman', 'the Kremlin source'."""
        first = _first_part(mention)
        spoken = [w.lower() for w in _WORD.findall(first)]
        heads = [w for w in spoken if w in ROLES or w in PLURAL]
        if not heads:
            return None
        head = heads[-1]
        if head in PLURAL or spoken[0] in (
            "a",
            "an",
            "another",
            "one",
            "some",
            "two",
            "three",
            "several",
            "top",
            "senior",
        ):
            return Speaker(_THE.sub("", mention), "unnamed", False, span)
        known = self._by_role(words, inside, span[0])
        if known:
            return Speaker(known[0], "person", True, span, known[1])
        return Speaker(_THE.sub("", mention), "unnamed", False, span)

    def _taken_up(self, head: str, words: Sequence[str], at: int) -> tuple[str, tuple[str, ...]] | None:
        """Whom 'the expert' takes up where nobody is called so: the last speaker, if that is a person; a doubt is kept.

        Somebody whom the report gives another role is not taken for this one.
        """
        floor = self._sentences[max(0, self._sentence(at) - 6)].start if self._sentences else 0
        who = self.last_heard(at, floor)
        if who is None or who.type != "person" or not who.named:
            return None
        known = self._people.get(who.name)
        if known and known.roles & ROLES and words[-1] in ("president", "minister", "premier", "chancellor", "king"):
            return None
        return who.name, (f"'{head}' is taken for {who.name}, who spoke before",)

    def _described(self, mention: str, words: list[str], span: Span) -> Speaker:
        first = [w.lower() for w in _WORD.findall(_first_part(mention))]
        pair = self._pair(span) if _TWO.match(mention) else None
        if pair:
            return pair
        head = next((w for w in reversed(first) if w in ROLES | PLURAL | DOCUMENTS | BODIES | OUTLETS | ANY_OUTLET), "")
        definite = words[0] in ("the", "this", "that") or _capitalised(mention)
        if head in DOCUMENTS:
            return Speaker(_ARTICLE.sub("", mention), "document", True, span)
        if head in OUTLETS and definite:
            before = self._before(span[0], ("outlet", "agency") if head not in ("agency",) else ("agency",))
            if before:
                return Speaker(before[0].canonical, before[0].type, True, span)
        if head in OUTLETS or head in ANY_OUTLET:
            return Speaker(_THE.sub("", mention), "outlet", head in OUTLETS and definite, span)
        if head in ROLES and (definite or len(words) == 1):
            known = self._by_role(words, [], span[0]) or self._taken_up(head, words, span[0])
            if known:
                return Speaker(known[0], "person", True, span, known[1])
        if head in BODIES and definite:
            body = self._body(head, span[0])
            if body:
                return Speaker(body, "organisation", True, span)
            return Speaker(_THE.sub("", mention), "organisation", True, span)
        return Speaker(_THE.sub("", mention) if head in ROLES or definite else mention, "unnamed", False, span)

    def _possessed(self, words: list[str], mention: str, span: Span, inner: Speaker | None) -> Speaker:
        """'his spokesman', 'her statement': the owner put in the pronoun's place."""
        owner = self._pronoun(words[0], span, inner)
        rest = mention.split(None, 1)[1] if " " in mention else ""
        head = next((w for w in reversed(words) if w in DOCUMENTS | ROLES | PLURAL | BODIES), "")
        kind = "document" if head in DOCUMENTS else "organisation" if head in BODIES else "unnamed"
        whose = f"{owner.name}'s {rest}" if owner.named else mention
        named = self._names[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]
        people = [n for n in named if n.type == "person"]
        if people:
            return Speaker(people[-1].canonical, "person", True, span)
        return Speaker(whose, kind, kind != "unnamed", span, owner.doubts)

    # pronouns

    def _pronoun(self, word: str, span: Span, inner: Speaker | None) -> Speaker:
        at = span[0]
        if word in _ME:
            return inner if inner else Speaker(self._text[span[0] : span[1]], "unnamed", False, span)
        if word in _WHO:
            near = [n for n in self._names if n.end <= at and at - n.end < 160 and n.type != "place"]
            if near:
                return self._of(near[-1], span)
        elif word in _HIM:
            found = self._him(at, _HIM[word])
            if found:
                return Speaker(found[0], "person", True, span, found[1])
        elif word in ("they", "both"):
            pair = self._pair(span)
            if pair:
                return pair
            floor = self._sentences[max(0, self._sentence(at) - 2)].start if self._sentences else 0
            heard = self.last_heard(at, floor)
            if (
                heard
                and heard.type != "document"
                and (not heard.named or heard.type == "organisation" or " and " in heard.name)
            ):
                return heard
        elif word in _IT:
            before = self._before(at, ("organisation", "agency", "outlet", "state", "group"), reach=3)
            if before:
                return self._of(before[0], span)
        return Speaker(self._text[span[0] : span[1]], "unnamed", False, span)

    def _pair(self, span: Span) -> Speaker | None:
        """The two people whom 'they' or 'both leaders' can only mean: the report has named just two so far."""
        named = list(dict.fromkeys(n.canonical for n in self._names if n.type == "person" and n.end <= span[0]))
        plural = self._before(span[0], ("group", "organisation"), reach=1)
        if len(named) != 2 or plural:
            return None
        return Speaker(" and ".join(named), "person", True, span)

    def _of(self, name: Name, span: Span) -> Speaker:
        kind = name.type if name.type in ("person", "agency", "outlet") else "organisation"
        if kind == "organisation" and name.text.split()[-1] in lists().outlet:
            kind = "outlet"
        return Speaker(name.canonical, kind, True, span)

    def _him(self, at: int, sex: frozenset[str]) -> tuple[str, tuple[str, ...]] | None:
        """The person a 'he' or 'she' at `at` goes back to: of this sentence's, then the last speaker, then the nearest."""
        here = self._sentence(at)
        wanted = "female" if sex is FEMALE else "male"
        fit = [n for n in self._names if n.type == "person" and n.end <= at and self._fits(n.canonical, wanted)]
        if not fit:
            return None
        begin = self._sentences[here].start if here >= 0 else 0
        same = [n for n in fit if n.start >= begin and not self._possessive(n)]
        if same and self._closes(at, here):
            # in 'Vos will lead the team, he added' he is not Vos, who is only spoken of
            spoken_of = {n.canonical for n in same}
            fit = [n for n in fit if n.canonical not in spoken_of] or fit
            same = []
        if same:
            return same[0].canonical, self._rivals(same, same[0].canonical)
        back = self._sentences[max(0, here - 3)].start if here >= 0 else 0
        heard = [(p, w) for p, w in self._heard if back <= p < at and w.type == "person" and self._fits(w.name, wanted)]
        near = self._sentences[max(0, here - 1)].start if here > 0 else 0
        last = [n for n in fit if n.start >= near]
        if heard:
            who = max(heard, key=lambda pair: pair[0])[1]
            # Somebody else at the head of the sentence before is as good a candidate.
            rival = [n for n in last if n.canonical != who.name and n.start - near < 40]
            if rival and max(heard, key=lambda pair: pair[0])[0] < near:
                return rival[0].canonical, self._rivals([rival[0]], rival[0].canonical, who.name)
            return who.name, self._rivals(last, who.name) if who.name not in {n.canonical for n in last} else who.doubts
        if last:
            return last[0].canonical, self._rivals(last, last[0].canonical)
        return fit[-1].canonical, ()

    def _closes(self, at: int, here: int) -> bool:
        """Whether the words at `at` only close the sentence as its speaker: '..., he said.'"""
        if here < 0:
            return False
        before = self._text[self._sentences[here].start : at]
        after = self._text[at : self._sentences[here].end]
        return bool(re.search(r"[,?!\"”’]\s*$", before) and _CLOSING.fullmatch(after))

    def _rivals(self, names: Sequence[Name], chosen: str, *more: str) -> tuple[str, ...]:
        others = [n for n in dict.fromkeys([*(n.canonical for n in names), *more]) if n != chosen]
        return (f"could also be {', '.join(others)}",) if others else ()

    def _fits(self, name: str, wanted: str) -> bool:
        person = self._people.get(name)
        return person is None or not person.sex or person.sex == wanted

    # roles

    def _gather(self) -> dict[str, _Person]:
        people: dict[str, _Person] = {}
        for i, name in enumerate(self._names):
            if name.type != "person":
                continue
            person = people.setdefault(name.canonical, _Person(name.canonical))
            person.at.append(name.start)
            floor = max(name.start - 90, self._names[i - 1].end if i and self._names[i - 1].type == "person" else 0)
            titles = _title_before(self._text[floor : name.start])
            if set(titles) & (ROLES | MALE | FEMALE):
                person.roles.update(titles)
            after = _AFTER_NAME.match(self._text, name.end)
            if after and self._text[name.end : name.end + 1] == ",":
                words = [w.lower() for w in _WORD.findall(after.group(1))][:8]
                if set(words[:5]) & ROLES:
                    person.roles.update(words)
            told = (set(titles[-2:]) | person.roles) & (MALE | FEMALE)
            person.sex = person.sex or ("female" if told & FEMALE else "male" if told & MALE else "")
        return people

    def _by_role(self, words: Sequence[str], inside: Sequence[Name], at: int) -> tuple[str, tuple[str, ...]] | None:
        """The person the report calls by this role, the nearest mentioned before; doubts where there are several."""
        asked = {re.sub(r"['’]s?$", "", w) for w in words} - _SMALL
        states = {n.canonical for n in inside if n.type == "state"}
        asked -= {w.lower() for n in inside if n.type == "state" for w in _WORD.findall(n.text)}
        fits = [p for p in self._people.values() if self._holds(p, asked, states)]
        # A headline may call somebody by a role before the report names them: then only one may fit.
        fits = [p for p in fits if p.at[0] < at] or (fits if len(fits) == 1 else [])
        plain = [p for p in fits if not (p.roles & _LESSER) - asked]
        fits = plain or fits
        if not fits:
            return self._untitled(asked, states, at)
        fits.sort(key=lambda p: -max((x for x in p.at if x < at), default=0))
        rivals = tuple(p.name for p in fits[1:3])
        return fits[0].name, ((f"could also be {', '.join(rivals)}",) if rivals else ())

    def _holds(self, person: _Person, asked: set[str], states: set[str]) -> bool:
        for of, called in HEADS.items():
            if {"head", of} <= asked:
                return bool(called & person.roles)
        if not asked & ROLES or not asked <= person.roles:
            return False
        if not states:
            return True
        # 'the Northland minister' is a person whose title names Northland somewhere in the report.
        named = {n.canonical for at in person.at for n in self._names if n.type == "state" and at - 60 < n.start < at}
        return bool(states & named)

    def _untitled(self, asked: set[str], states: set[str], at: int) -> tuple[str, tuple[str, ...]] | None:
        """'The Northland President' of a readout that titles everybody but its own: the one person without a title."""
        if not states or not asked & {"president", "premier", "minister", "chancellor", "king", "leader", "emir"}:
            return None
        bare = [p for p in self._people.values() if not p.roles & ROLES and p.at[0] < at]
        titled = any(p.roles & asked & ROLES for p in self._people.values())
        if len(bare) != 1 or not titled:
            return None
        return bare[0].name, (f"{bare[0].name} is taken for the one meant, as the report titles all others",)

    # places in the text

    def _possessive(self, name: Name) -> bool:
        return self._text[name.end : name.end + 2] in ("'s", "’s") or (
            name.text.endswith("s") and self._text[name.end : name.end + 1] in ("'", "’")
        )

    def _sentence(self, at: int) -> int:
        index = bisect_left(self._sentence_starts, at + 1) - 1
        return max(index, 0) if self._sentences else -1

    def _before(self, at: int, types: Sequence[str], reach: int = 8) -> list[Name]:
        """Names of these types before `at`, the nearest first, not further back than `reach` sentences."""
        here = self._sentence(at)
        floor = self._sentences[max(0, here - reach)].start if here >= 0 else 0
        return [n for n in reversed(self._names) if n.end <= at and n.start >= floor and n.type in types]

    def _body(self, head: str, at: int) -> str | None:
        """The body whose name has this head noun: 'the ministry' after 'the Ministry of Defence'."""
        found = [
            n for n in self._before(at, ("organisation", "group"), reach=12) if head in n.canonical.lower().split()
        ]
        return found[0].canonical if found else None


def _capitalised(mention: str) -> bool:
    """Whether every word but the small ones has a capital, as titles that stand for their holder do."""
    words = [w for w in _WORD.findall(mention) if w not in ("of", "the", "for", "and", "to")]
    return len(words) > 1 and all(w[0].isupper() for w in words)


def _title_before(stretch: str) -> list[str]:
    """The words of a title right before a name, in lower case: 'President of Northland', 'the chief negotiator'."""
    found: list[str] = []
    for match in reversed(list(re.finditer(r"[^\W_]+(?:[-’'.][^\W_]+)*|[^\w\s]", stretch))):
        word = match.group()
        low = word.lower()
        if not (
            word[0].isupper() or low in ROLES or low in ("of", "the", "for", "and", "–", "-", "—", "chief", "foreign")
        ):
            break
        if low == "and" and set(found) & ROLES:
            break  # 'the minister and President X' are two
        found.append(low)
    return [w for w in found if w not in ("of", "the", "for", "and", "–", "-", "—")]


def _first_part(mention: str) -> str:
    """The mention up to what only describes its head: ', ', 'who', 'familiar with', 'of', 'in', 'at', 'for', 'from'."""
    part = re.split(r",|\s(?:who|which|that|familiar|close|with|in|at|on|from|for|of|involved|present|briefed|speaking)\s",
                    mention, maxsplit=1)[0]  # fmt: skip
    return part or mention
