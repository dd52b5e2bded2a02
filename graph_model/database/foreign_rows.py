"""What others keep in the same database: entries under our labels and ids, ties on our rows.

Nothing of theirs is changed or removed unasked. An entry in the way can be taken over: what it held
under the names of our fields is kept beside it (`LinkagesTaken`), and it is given back when its row
goes. A row of ours that others tied to can be let go: it stays, without our mark, and is theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from graph_model.database import cypher_text
from graph_model.database.reading import Reader
from graph_model.errors import RowsOfOthers
from graph_model.rows import NodeRow
from graph_model.schema import MARK, STAMPS, NodeType
from graph_model.vocabulary import SCHEMA

#: What a choice says to mean every row that was named.
ALL = "*"
#: So many are named in one sentence.
NAMED = 5
EACH_ID = "UNWIND $ids AS id"
#: Totals of all labels come from the counts that the database keeps ready.
TOTALS = f"RETURN {', '.join(f'COUNT {{ (:{label}) }} AS {label}' for label in SCHEMA.by_label)}"
TAKEN = "MATCH (t:LinkagesTaken)\nRETURN t.linkages_label AS label, t.linkages_id AS id"
#: Ties of others on what we keep for ourselves.
NOTED_ON = """\
MATCH (n:LinkagesLoad|LinkagesPast|LinkagesTaken|LinkagesTurn)-[r]-(m)
RETURN labels(n)[0] AS label, coalesce(n.id, n.load_id, n.linkages_id) AS id, type(r) AS type,
  {other}"""
#: A tie at a row of ours that is none of ours: by its mark, or by its other end.
FOREIGN = f"NOT coalesce(r.{MARK} = type(r) AND m.{MARK} IN labels(m), false)"
OTHER = "coalesce(head(labels(m)), 'entry') AS other, toString(coalesce(m.id, m.name, '')) AS name"


@dataclass(frozen=True)
class TakeoverChoices:
    """What may be done with what others have: ids of entries to take over, and of rows to let
    go.

    Parameters
    ----------
    take_over : frozenset[str], optional
        Ids of entries of others to take over; ``*`` is all of them.
    let_go : frozenset[str], optional
        Ids of rows of ours that may be let go with what others tied to them; ``*`` is all of them.
    """

    take_over: frozenset[str] = frozenset()
    let_go: frozenset[str] = frozenset()

    def takes(self, id: str) -> bool:
        """Whether this entry may be taken over."""
        return id in self.take_over or ALL in self.take_over

    def lets_go(self, id: str) -> bool:
        """Whether this row may become theirs."""
        return id in self.let_go or ALL in self.let_go


@dataclass(frozen=True, order=True)
class ForeignEntry:
    """An entry of others under a label and an id of ours."""

    label: str
    id: str
    number: int = 1

    @property
    def says(self) -> str:
        """What is in the way."""
        what = SCHEMA.by_label[self.label].singular
        if self.number > 1:
            return f"'{self.id}' stands {self.number} times as a {what} of others in this database"
        return f"'{self.id}' is already a {what} of somebody else in this database"


@dataclass(frozen=True, order=True)
class ForeignTie:
    """A tie that others made to a row of ours.

    Parameters
    ----------
    label : str
        The label of the row of ours.
    id : str
        Its id.
    type : str
        The type of the tie.
    other : str, optional
        The label at its other end.
    name : str, optional
        What the other end is called.
    """

    label: str
    id: str
    type: str
    other: str = ""
    name: str = ""

    @property
    def row(self) -> tuple[str, str]:
        """The row that it holds."""
        return self.label, self.id

    @property
    def says(self) -> str:
        """What holds the row."""
        kind = SCHEMA.by_label.get(self.label)
        what = kind.singular if kind else self.label
        named = f" {self.name[:60]!r}" if self.name else ""
        return f"{what} '{self.id}' has a tie {self.type} of somebody else, to {self.other}{named}"


# ---------------------------------------------------------------- statements


def strangers_of(kind: NodeType) -> str:
    """Entries of others that stand where rows of ours are to come."""
    return (
        f"{EACH_ID}\nMATCH (n:{kind.label} {{id: id}})\nWHERE coalesce(n.{MARK}, '') <>"
        f" '{kind.label}'\nRETURN id, count(n) AS number"
    )


def foreign_ties_of(kind: NodeType) -> str:
    """Ties of others on rows of ours."""
    return (
        f"{EACH_ID}\nMATCH {cypher_text.ours('n', kind.label, 'id')}-[r]-(m)\nWHERE"
        f" {FOREIGN}\nRETURN id, type(r) AS type, {OTHER}"
    )


#: The same over all rows.
ALL_FOREIGN_TIES = f"""\
MATCH (n:{cypher_text.LABELS})-[r]-(m)
WHERE {cypher_text.NODE_OF_OURS} AND {FOREIGN}
RETURN n.{MARK} AS label, n.id AS id, type(r) AS type, {OTHER}"""


def _names_of_ours(kind: NodeType) -> tuple[str, ...]:
    """The properties of an entry that a load may write."""
    return (*(field.name for field in kind.fields), *STAMPS, MARK)


def take_over(kind: NodeType) -> str:
    """Keep beside an entry of others what it holds under names of ours, and mark it."""
    names = _names_of_ours(kind)
    kept = ", ".join(f"t.{name} = n.{name}" for name in names)
    stamps = ", ".join(f"n.{name}" for name in STAMPS)
    return (
        f"{EACH_ID}\nMATCH (n:{kind.label} {{id: id}})\nWHERE coalesce(n.{MARK}, '') <>"
        f" '{kind.label}'\nCREATE (t:LinkagesTaken {{linkages_label: '{kind.label}', linkages_id:"
        f" id}})\nSET {kept}\nSET n.{MARK} = '{kind.label}'\nREMOVE {stamps}"
    )


def give_back(kind: NodeType) -> str:
    """Put back what an entry held before it was taken over; it is theirs again."""
    names = _names_of_ours(kind)
    back = ", ".join(f"n.{name} = t.{name}" for name in names)
    return (
        f"{EACH_ID}\nMATCH (t:LinkagesTaken {{linkages_label: '{kind.label}', linkages_id:"
        f" id}})\nMATCH {cypher_text.ours('n', kind.label, 'id')}\nSET {back}\nDELETE t"
    )


def empty_fields(kind: NodeType) -> str:
    """Empty the fields of a row that stays, for others tied to it."""
    names = ", ".join(f"n.{name}" for name in (*(field.name for field in kind.fields), *STAMPS))
    return f"{EACH_ID}\nMATCH {cypher_text.ours('n', kind.label, 'id')}\nREMOVE {names}"


def let_go(kind: NodeType) -> str:
    """Leave a row in the database without our mark and stamps."""
    names = ", ".join(f"n.{name}" for name in (MARK, *STAMPS))
    return f"{EACH_ID}\nMATCH {cypher_text.ours('n', kind.label, 'id')}\nREMOVE {names}"


# ---------------------------------------------------------------- in a transaction


def foreign_entries(
    reader: Reader, nodes: Iterable[NodeRow], known: dict[str, int]
) -> list[ForeignEntry]:
    """Entries of others in the way of new rows. `known` says how many rows of ours each label has:
    where the database holds no more, nobody else's can be there, and nothing is looked for.
    """
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for row in nodes:
        wanted[row.label].append(row.id)
    if not wanted:
        return []
    totals = reader.run(TOTALS).single(strict=True)
    return sorted(
        ForeignEntry(label, record["id"], record["number"])
        for label, ids in wanted.items()
        if totals[label] != known.get(label, 0)
        for record in reader.run(strangers_of(SCHEMA.by_label[label]), {"ids": ids})
    )


def foreign_ties(reader: Reader, nodes: Iterable[NodeRow]) -> list[ForeignTie]:
    """Ties of others on rows that are to go; entries that were taken over do not go, they are given
    back.
    """
    wanted = _but_taken(reader, nodes)
    return sorted(
        ForeignTie(label, record["id"], record["type"], record["other"], record["name"])
        for label, ids in wanted.items()
        for record in reader.run(foreign_ties_of(SCHEMA.by_label[label]), {"ids": ids})
    )


def _taken(reader: Reader) -> set[tuple[str, str]]:
    """The entries of others that were taken over, by label and id."""
    return {(record["label"], record["id"]) for record in reader.run(TAKEN)}


def all_foreign_ties(reader: Reader) -> list[ForeignTie]:
    """Ties of others on any row of ours that is not given back, and on our history."""
    taken = _taken(reader)
    found = [
        ForeignTie(**record.data())
        for statement in (ALL_FOREIGN_TIES, NOTED_ON.format(other=OTHER))
        for record in reader.run(statement, {"labels": list(SCHEMA.by_label)})
    ]
    return sorted(tie for tie in found if (tie.label, tie.id) not in taken)


def take_entries(
    reader: Reader, found: Iterable[ForeignEntry], choices: TakeoverChoices
) -> set[str]:
    """Take over the entries in the way that may be taken over; their ids. Raises `RowsOfOthers`
    for the others.
    """
    found = list(found)
    refuse_strangers(found, choices)
    for label, ids in _by_label((entry.label, entry.id) for entry in found):
        reader.run(take_over(SCHEMA.by_label[label]), {"ids": ids}).consume()
    return {entry.id for entry in found}


def release_ties(
    reader: Reader, ties: Iterable[ForeignTie], choices: TakeoverChoices
) -> list[ForeignTie]:
    """Let go the rows that others tied to, where that may be; what was let go. Raises
    `RowsOfOthers` for the others.
    """
    found = list(ties)
    refuse_ties(found, choices)
    for label, ids in _by_label((tie.label, tie.id) for tie in found):
        if label in SCHEMA.by_label:
            reader.run(let_go(SCHEMA.by_label[label]), {"ids": ids}).consume()
        else:  # a note on our history: it stays as an entry without our name
            name = f"n.{'load_id' if label == 'LinkagesPast' else 'id'}"
            reader.run(
                f"{EACH_ID}\nMATCH (n:{label})\nWHERE {name} = id\nREMOVE n:{label}", {"ids": ids}
            ).consume()
    return found


def keep_in_place(
    reader: Reader, ties: Iterable[ForeignTie], coming: Collection[tuple[str, str]]
) -> list[ForeignTie]:
    """Rows that others tied to and that are to come again stay where they are, emptied; the ties on
    other rows.
    """
    found = list(ties)
    staying = [tie for tie in found if tie.row in coming]
    for label, ids in _by_label((tie.label, tie.id) for tie in staying):
        reader.run(empty_fields(SCHEMA.by_label[label]), {"ids": ids}).consume()
    return [tie for tie in found if tie not in staying]


def return_taken(reader: Reader, nodes: Iterable[NodeRow] | None = None) -> set[str]:
    """Give back the entries that were taken over: those of these rows, or all; their ids."""
    taken = [(record["label"], record["id"]) for record in reader.run(TAKEN)]
    if nodes is not None:
        going = {(row.label, row.id) for row in nodes}
        taken = [entry for entry in taken if entry in going]
    for label, ids in _by_label(taken):
        reader.run(give_back(SCHEMA.by_label[label]), {"ids": ids}).consume()
    return {id for _, id in taken}


def refuse_strangers(found: Iterable[ForeignEntry], choices: TakeoverChoices) -> None:
    """Raises `RowsOfOthers` for entries in the way that nobody chose to take over."""
    left = [entry for entry in found if entry.number > 1 or not choices.takes(entry.id)]
    if not left:
        return
    ids = " ".join(f"--take-over {entry.id}" for entry in left[:NAMED])
    raise RowsOfOthers(
        f"{_some([entry.says for entry in left])}. Nothing was written: choose other ids, or take"
        f" over what is there ({ids}); undoing gives it back.",
        left,
    )


def refuse_ties(found: Iterable[ForeignTie], choices: TakeoverChoices) -> None:
    """Raises `RowsOfOthers` for rows that others tied to and nobody chose to let go."""
    left = [tie for tie in found if not choices.lets_go(tie.id)]
    if not left:
        return
    ids = " ".join(f"--leave-unowned {id}" for id in dict.fromkeys(tie.id for tie in left[:NAMED]))
    raise RowsOfOthers(
        f"{_some([tie.says for tie in left])}. Nothing was written: take the tie away first, or"
        f" leave the entry behind as theirs ({ids}).",
        left,
    )


def _some(sayings: list[str]) -> str:
    rest = len(sayings) - NAMED
    return "; ".join([*sayings[:NAMED], *([f"and {rest:,} more"] if rest > 0 else [])])


def _but_taken(reader: Reader, nodes: Iterable[NodeRow]) -> dict[str, list[str]]:
    going = [(row.label, row.id) for row in nodes]
    if not going:
        return {}
    taken = _taken(reader)
    return dict(_by_label(entry for entry in going if entry not in taken))


def _by_label(entries: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for label, id in entries:
        found[label][id] = None
    for label, ids in found.items():
        yield label, list(ids)
