"""Entries of a label that may be one body under two ids, with the reasons: names (any of those on
record), acronyms, the economy, the address of the site. Nothing is decided here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from graph_model.cached import cached
from graph_model.judgements import judgements
from graph_model.rows import NodeRow, Rows
from graph_model.search import own_names
from graph_model.search_words import folded_text
from graph_model.snapshot import Snapshot
from graph_model.source_addresses import first_source

#: The labels whose entries are bodies or things with names of their own.
LABELS = ("Member", "Delegation", "Agreement", "Venue", "Issue", "Event", "ConsultationMechanism")
#: Labels in which a site of its own tells a body.
WITH_SITES = ("Member", "Delegation")
#: From here on a pair is shown, and from there on it is nearly certain.
LIKELY, CERTAIN = 0.6, 0.9
#: So many new entries are compared with those that are there at once.
MANY_NEW = 2_000
#: A word that so many entries have tells nothing.
COMMON = 25
WORD = re.compile(r"[^\W_]+")
EMPTY = frozenset({"of", "the", "and", "for", "on", "in", "de", "la", "le", "des", "et", "y", "to"})


@dataclass(frozen=True)
class LookalikePair:
    """Two entries that look alike: the one with more ties first, how sure, and why.

    Parameters
    ----------
    one, other : str
        Two ids, the one with more ties first.
    score : float
        How alike, up to 100.
    reasons : tuple[str, ...]
        Why, in words.
    """

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]

    @property
    def certain(self) -> bool:
        """Whether it is nearly certain; a yes is asked for all the same."""
        return self.score >= CERTAIN


@dataclass(frozen=True)
class _Traits:
    """What of an entry is compared."""

    row: NodeRow
    names: tuple[str, ...]
    acronyms: frozenset[str]
    numbers: frozenset[str]
    economies: frozenset[str]
    site: str
    when: str


@cached(maxsize=2)
def likely_doubles(snapshot: Snapshot) -> tuple[LookalikePair, ...]:
    """Every pair that looks like one body and about which nothing is decided, surest first.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.

    Returns
    -------
    tuple[LookalikePair, ...]
        Two ids, a score up to 100 and the reasons, each pair once.

    Examples
    --------
    >>> from graph_model.rows import Rows
    >>> rows = (
    ...     NodeRow(
    ...         "Member", "eff", {"name": "Electronic Frontier Foundation", "short_name": "EFF"}
    ...     ),
    ...     NodeRow("Member", "eff_2", {"name": "Electronic Frontier Fundation"}),
    ...     NodeRow("Member", "apc", {"name": "Association for Progressive Communications"}),
    ... )
    >>> [(pair.one, pair.other) for pair in likely_doubles(Snapshot(Rows(rows)))]
    [('eff', 'eff_2')]
    """
    known, found = judgements(snapshot), []
    ties: Counter[str] = Counter()
    for tie in snapshot.relationships:
        ties.update((tie.source, tie.target))
    for label in LABELS:
        told = {row.id: _told(snapshot, row) for row in snapshot.of(label)}
        for ids in sorted(_near(told)):
            if frozenset(ids) in known:
                continue
            one, other = sorted(ids, key=lambda id: (-ties[id], id))
            score, reasons = likeness(told[one], told[other])
            if score >= LIKELY:
                found.append(LookalikePair(one, other, round(score, 2), reasons))
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other)))


def new_doubles(before: Snapshot, new: Rows) -> tuple[LookalikePair, ...]:
    """The pairs that look like one body and of which one is new, surest first. Of very many new
    entries none are compared: the queue of doubles does it when they are there.

    Parameters
    ----------
    before : Snapshot
        The graph as it is.
    new : Rows
        Rows that are about to come in.

    Returns
    -------
    tuple[LookalikePair, ...]
        As `likely_doubles` has them.

    Examples
    --------
    >>> eff = NodeRow("Member", "eff", {"name": "Electronic Frontier Foundation"})
    >>> again = NodeRow("Member", "eff_2", {"name": "Electronic Frontier Fundation"})
    >>> [(pair.one, pair.other) for pair in new_doubles(Snapshot(Rows((eff,))), Rows((again,)))]
    [('eff', 'eff_2')]
    """
    ids = {row.id for row in new.nodes if row.label in LABELS}
    if not ids or len(ids) > MANY_NEW:
        return ()
    after = Snapshot(Rows.of((*before.rows(), *new)))
    return tuple(pair for pair in likely_doubles(after) if {pair.one, pair.other} & ids)


def _near(told: dict[str, _Traits]) -> set[tuple[str, str]]:
    """The pairs worth comparing: those that share a telling word, an acronym or a site."""
    having: defaultdict[str, set[str]] = defaultdict(set)
    for id, its in told.items():
        words = {word for name in its.names for word in WORD.findall(name)} - EMPTY
        for word in {*words, *its.acronyms, its.site} - {""}:
            having[word].add(id)
        for word in words:
            if len(word) > 4:
                having[f"{word[:4]}…"].add(id)
    return {
        pair
        for ids in having.values()
        if 1 < len(ids) <= COMMON
        for pair in combinations(sorted(ids), 2)
    }


def _told(snapshot: Snapshot, row: NodeRow) -> _Traits:
    names = tuple(
        dict.fromkeys(
            " ".join(WORD.findall(folded_text(name))) for name in own_names(snapshot, row)
        )
    )
    acronyms = (
        {folded_text(row.text("short_name"))}
        if " " not in row.text("short_name").strip()
        else set()
    )
    acronyms |= set(_initials(row.text("name")))
    economies = (
        {tie.target for tie in snapshot.out(row.id, "BASED_IN", "REPRESENTS", "LOCATED_IN")}
        | {tie.source for tie in snapshot.back(row.id, "PARTY_TO")}
        | ({folded_text(row.text("economy"))} if row.text("economy") else set())
    )
    return _Traits(
        row,
        names,
        frozenset(acronyms - {""}),
        numbers_in(*names),
        frozenset(economies),
        site(first_source(row.text("url"))) if row.label in WITH_SITES else "",
        row.text("start_date") or row.text("date_signed")[:4],
    )


def numbers_in(*names: str) -> frozenset[str]:
    """The numbers in names: what has another number is another thing.

    Parameters
    ----------
    *names : str
        Names of one thing.

    Returns
    -------
    frozenset[str]
        Each number once, as text.

    Examples
    --------
    >>> sorted(numbers_in("Round 5 of 2020"))
    ['2020', '5']
    """
    return frozenset(re.findall(r"\d+", " ".join(names)))


def _initials(name: str) -> Iterable[str]:
    """The acronym that a name suggests, where it has three words or more.

    >>> list(_initials("European Digital Rights initiative")), list(_initials("The Deal"))
    (['edri'], [])
    """
    words = [word for word in WORD.findall(folded_text(name)) if word not in EMPTY]
    if len(words) > 2:
        yield "".join(word[0] for word in words)


def site(address: str) -> str:
    """The site of an address, without what is the same everywhere.

    >>> site("https://www.edri.org/about"), site("no address")
    ('edri.org', '')
    """
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def likeness(one: _Traits, other: _Traits) -> tuple[float, tuple[str, ...]]:
    """How likely two entries are one body, and why."""
    if one.numbers != other.numbers or (one.when and other.when and one.when != other.when):
        return 0.0, ()  # the fifth round is not the sixth, and a treaty is signed once
    apart = bool(one.economies and other.economies and not one.economies & other.economies)
    if one.row.label == "Agreement":
        apart = bool(one.economies and other.economies and one.economies != other.economies)
    if apart and one.row.label in ("Delegation", "Agreement"):
        return 0.0, ()
    score, reasons = _by_name(one, other)
    if one.site and one.site == other.site:
        score = max(score, 0.55) + 0.15 if score or not apart else 0.7
        reasons.append(f"both have the site {one.site}")
    if score and one.economies & other.economies:
        score += 0.05
        reasons.append("both are of the same economy")
    elif score and apart:
        score -= 0.3
        reasons.append("but they are of different economies")
    return min(score, 1.0), tuple(reasons)


def _by_name(one: _Traits, other: _Traits) -> tuple[float, list[str]]:
    same = [name for name in one.names if name in other.names]
    if same:
        return 0.92, [f"both are called “{_as_written(one.row, same[0])}”"]
    best = max(
        (
            (fuzz.token_sort_ratio(a, b), a, b)
            for a in one.names
            for b in other.names
            if _long(a, b) and _slips_only(a, b)
        ),
        default=(0.0, "", ""),
    )
    if best[0] >= 88:
        said = f"“{_as_written(one.row, best[1])}” and “{_as_written(other.row, best[2])}”"
        return 0.6 + (best[0] - 88) / 40, [f"{said} are nearly the same name"]
    if one.row.label == "Agreement":
        return 0.0, []  # by name alone no treaty is another
    shared = {word for word in one.acronyms & other.acronyms if len(word) > 2}
    if shared:
        return 0.65, [f"both are {min(shared).upper()} for short"]
    return 0.0, []


def _slips_only(one: str, other: str) -> bool:
    """Whether two names differ by slips of the pen, by order, or by one word more; another word is
    another body.

    >>> _slips_only("electronic frontier fundation", "electronic frontier foundation")
    True
    >>> _slips_only("canada india agreement", "canada indonesia agreement")
    False
    """
    words, others = ({*WORD.findall(name)} - EMPTY for name in (one, other))
    here, there = sorted(words - others), sorted(others - words)
    if not here or not there:
        return len(here) + len(there) <= 1
    return len(here) == len(there) and all(
        min(len(a), len(b)) > 4 and OSA.distance(a, b) <= (1 if len(a) < 8 else 2)
        for a, b in zip(here, there, strict=True)
    )


def _long(*names: str) -> bool:
    return all(len(name) > 5 for name in names)


def _as_written(row: NodeRow, folded: str) -> str:
    for name in (row.text("name"), row.text("short_name")):
        if " ".join(WORD.findall(folded_text(name))) == folded:
            return name
    return folded
