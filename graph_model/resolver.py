"""From what somebody typed to the entry that is meant: one rule for the header's search, forms,
routes, commands and import. Accents, capitals and small slips are forgiven.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from graph_model.economy_names import every_economy
from graph_model.search import SearchHit, find
from graph_model.search_words import folded_text
from graph_model.snapshot import Snapshot


@dataclass(frozen=True)
class Resolution:
    """The entry that a text means for certain (empty when none does), and the nearest ones where it
    is not certain.

    Parameters
    ----------
    id : str
        Of the entry that is meant for certain; empty when none is.
    near : tuple[str, ...], optional
        The nearest ids, where it is not certain.
    """

    id: str
    near: tuple[str, ...] = ()


def hits(
    snapshot: Snapshot, typed: str, *labels: str, limit: int = 8, proposed: Iterable[str] = ()
) -> list[SearchHit]:
    """What may be meant among the entries of these labels, nearest first; what does not hold the
    typed text is only suggested.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    typed : str
        A name or a part of one.
    *labels : str
        The labels that are looked at.
    limit : int, optional
        How many are given at most.
    proposed : Iterable[str], optional
        Ids that an index of the database found.

    Returns
    -------
    list[SearchHit]
        The nearest first.

    Examples
    --------
    >>> from graph_model import example
    >>> [hit.id for hit in hits(example().snapshot, "alpha", "Delegation")]
    ['alpha']
    """
    found = find(snapshot, typed, limit, proposed, labels)
    economy = named_economy(snapshot, typed) if not labels or "Economy" in labels else ""
    if not economy or any(hit.named for hit in found):
        return found
    first = SearchHit(economy, holds=True, named=True)
    return [first, *(hit for hit in found if hit.id != economy)][:limit]


def resolve_name(snapshot: Snapshot, typed: str, *labels: str, limit: int = 3) -> Resolution:
    """Which entry of these labels is meant: by id, or by one of its names but for accents and
    capitals, where no other has that name too.

    Parameters
    ----------
    snapshot : Snapshot
        The graph to look in.
    typed : str
        A name or an id, as somebody typed it.
    *labels : str
        The labels that are looked at.
    limit : int
        How many of the nearest are named at most.

    Returns
    -------
    Resolution
        ``id``, empty where none is meant for certain; then ``near``.

    Examples
    --------
    >>> from graph_model import NodeRow, Rows, Snapshot, resolve_name
    >>> snapshot = Snapshot(Rows((NodeRow("Member", "rq", {"name": "Réseau Québécois"}),)))
    >>> (
    ...     resolve_name(snapshot, "reseau quebecois", "Member"),
    ...     resolve_name(snapshot, "reseu quebecois", "Member"),
    ... )
    (Resolution(id='rq', near=()), Resolution(id='', near=('rq',)))
    """
    if typed in snapshot.nodes and (not labels or snapshot.nodes[typed].label in labels):
        return Resolution(typed)
    found = hits(snapshot, typed, *labels, limit=24)
    named = [hit.id for hit in found if hit.named]
    if len(named) == 1:
        return Resolution(named[0])
    return Resolution("", tuple(hit.id for hit in found[:limit]))


def folded(text: str) -> str:
    """A name as it is compared: no accents, no capitals, one blank between words.

    Parameters
    ----------
    text : str
        A name.

    Returns
    -------
    str

    Examples
    --------
    >>> folded(" Réseau  Québécois")
    'reseau quebecois'
    """
    return " ".join(folded_text(text).split())


def economy_code(text: str) -> str:
    """The alpha-3 code, in small letters, of an economy under its exact name or code; empty where
    nothing is exact. Nearness decides nothing here: "UK" would be Ukraine.

    Parameters
    ----------
    text : str
        A name of an economy in English or its own languages, or a code of two or three letters.

    Returns
    -------
    str
        Three letters, or none.

    Examples
    --------
    >>> names = ("UK", "Czech Republic", "Korea, Rep.", "Chine", "Alemania")
    >>> [economy_code(name) for name in names]
    ['gbr', 'cze', 'kor', 'chn', 'deu']
    >>> economy_code("Southern African Customs Union"), economy_code("Hong Kong, China")
    ('', 'hkg')
    """
    return _codes().get(folded(text), "")


@cache
def _codes() -> dict[str, str]:
    return {folded(name): iso3.lower() for iso3, names in every_economy().items() for name in names}


def named_economy(snapshot: Snapshot, typed: str) -> str:
    """The economy of the graph whose exact name or code was typed; empty where none is."""
    code = economy_code(typed)
    if not code:
        return ""
    row = snapshot.nodes.get(code)
    if row is not None and row.label == "Economy":
        return code
    same = [row.id for row in snapshot.of("Economy") if row.text("iso3").lower() == code]
    return same[0] if len(same) == 1 else ""
