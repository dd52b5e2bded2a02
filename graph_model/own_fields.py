"""What sheets of people say of an entry and the vocabulary has no field for: headings and texts,
kept with the row.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping

from graph_model.cached import cached
from graph_model.rows import NodeRow, RelationshipRow, Rows
from graph_model.snapshot import Snapshot

NAME = "own_fields"
_AS_TEXT = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
#: A filter that any text passes.
ANY = "*"


def own_fields(row: NodeRow | RelationshipRow) -> dict[str, str]:
    """The own fields of a row, by heading.

    Parameters
    ----------
    row : NodeRow or RelationshipRow
        An entry or a tie.

    Returns
    -------
    dict[str, str]
        Texts by heading.

    Examples
    --------
    >>> own_fields(NodeRow("Member", "edri", {"own_fields": '{"Follow-up": "Ana"}'}))
    {'Follow-up': 'Ana'}
    >>> own_fields(NodeRow("Member", "edri", {"own_fields": "by hand"}))
    {'Own fields': 'by hand'}
    """
    text = row.text(NAME)
    if not text:
        return {}
    try:
        told = json.loads(text)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        return {"Own fields": text}
    return {str(heading): str(said) for heading, said in told.items()}


def own_fields_text(fields: Mapping[str, str]) -> str:
    """Own fields as a row keeps them, in the order of their headings: what `own_fields` reads.

    Parameters
    ----------
    fields : Mapping[str, str]
        Texts by heading.

    Returns
    -------
    str
        JSON.

    Examples
    --------
    >>> own_fields_text({"Follow-up": "Ana", "Budget": "small"})
    '{"Budget": "small", "Follow-up": "Ana"}'
    """
    return _AS_TEXT(fields)


@cached(maxsize=4)
def entries_with_own_fields(snapshot: Snapshot) -> Mapping[str, Mapping[str, str]]:
    """The own fields of every entry that has some: its own, and what lists say beside it.

    >>> rows = [NodeRow("Member", "eff", {}),
    ...         NodeRow("Listing", "l", {"own_fields": '{"Budget": "small"}'}),
    ...         RelationshipRow("LISTED_AS", "eff", "l", {})]
    >>> dict(entries_with_own_fields(Snapshot(Rows.of(rows))))
    {'eff': {'Budget': 'small'}}
    """
    found: dict[str, dict[str, str]] = {}
    for row in snapshot.nodes.values():
        if row.label != "Listing" and (told := own_fields(row)):
            found[row.id] = told
    for tie in snapshot.ties("LISTED_AS"):
        if told := own_fields(snapshot.nodes[tie.target]):
            found[tie.source] = {**told, **found.get(tie.source, {})}
    return found


@cached(maxsize=4)
def own_values(snapshot: Snapshot) -> dict[str, Counter[str]]:
    """The headings of own fields, and how many entries have each of their texts.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.

    Returns
    -------
    dict[str, Counter[str]]
        Numbers of entries by heading and text.

    Examples
    --------
    >>> ana = NodeRow("Member", "a", {"own_fields": '{"Owner": "Ana"}'})
    >>> own_values(Snapshot(Rows((ana,))))
    {'Owner': Counter({'Ana': 1})}
    """
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for told in entries_with_own_fields(snapshot).values():
        for heading, text in told.items():
            found[heading][text] += 1
    return dict(sorted(found.items()))


@cached(maxsize=4)
def own_headings(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """The headings that rows of each label have as own fields.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.

    Returns
    -------
    dict[str, frozenset[str]]
        Headings by label.

    Examples
    --------
    >>> ana = NodeRow("Member", "a", {"own_fields": '{"Owner": "Ana"}'})
    >>> own_headings(Snapshot(Rows((ana,))))
    {'Member': frozenset({'Owner'})}
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for id, told in entries_with_own_fields(snapshot).items():
        found[snapshot.nodes[id].label].update(told)
    return {label: frozenset(headings) for label, headings in found.items()}


@cached(maxsize=8)
def with_own_field(snapshot: Snapshot, heading: str, text: str) -> Snapshot:
    """The graph without entries that say something else, or nothing, under a heading of ours;
    labels of which no entry has the heading stay whole.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    heading : str
        A heading of own fields.
    text : str
        What stands under it, or `ANY`.

    Returns
    -------
    Snapshot
        A graph of its own.

    Examples
    --------
    >>> rows = [NodeRow("Member", "a", {"own_fields": '{"Owner": "Ana"}'}),
    ...         NodeRow("Member", "b", {}),
    ...         NodeRow("Issue", "i", {}), RelationshipRow("WORKS_ON", "b", "i", {})]
    >>> left = with_own_field(Snapshot(Rows.of(rows)), "Owner", "Ana")
    >>> sorted(left.nodes), len(left.relationships)
    (['a', 'i'], 0)
    """
    told = entries_with_own_fields(snapshot)
    labels = {snapshot.nodes[id].label for id, fields in told.items() if heading in fields}

    def stays(row: NodeRow) -> bool:
        said = told.get(row.id, {}).get(heading, "")
        return row.label not in labels or (said == text if text != ANY else bool(said))

    nodes = {row.id: row for row in snapshot.nodes.values() if stays(row)}
    ties = (tie for tie in snapshot.relationships if tie.source in nodes and tie.target in nodes)
    return Snapshot(Rows.of((*nodes.values(), *ties)))


def filter_words(snapshot: Snapshot, asked: str) -> tuple[str, str]:
    """The heading and the text of a filter as an address has it ("Owner:Ana"); empty where it is
    none that the graph knows.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    asked : str
        Heading and text with a colon between them.

    Returns
    -------
    tuple[str, str]

    Examples
    --------
    >>> ana = NodeRow("Member", "a", {"own_fields": '{"Owner": "Ana"}'})
    >>> filter_words(Snapshot(Rows((ana,))), "Owner:Ana"), filter_words(Snapshot(), "Owner:Ana")
    (('Owner', 'Ana'), ('', ''))
    """
    headings = [its for its in own_values(snapshot) if asked.startswith(f"{its}:")]
    if not headings:
        return "", ""
    heading = max(headings, key=len)
    return heading, asked[len(heading) + 1 :]
