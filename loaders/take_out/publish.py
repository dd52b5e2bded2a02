"""Safe to publish? Before anything leaves for the public: roll up, drop, then test what is left,
and ask about every finding.

Taking names away is known to fail: who is tied to what can be as telling as a name (Hay and others
2007, "Anonymizing social networks"; 2008, "Resisting structural re-identification"). So the result
itself is tested: an entry that too few others resemble could be recognised. Organisations of which
a public source says the same already are not at risk.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from graph_model.dates import span
from graph_model.own_fields import NAME
from graph_model.rows import NodeRow, RelationshipRow, Rows, Value
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.take_out.audience import for_audience

Choice = Literal["merge", "drop", "keep"]
#: What each choice does, as the screen says it.
CHOICES: Mapping[Choice, str] = MappingProxyType(
    {"merge": "Merge into its group", "drop": "Leave out", "keep": "Keep: it is public knowledge"}
)
#: Entries that fewer than so many others resemble could be recognised.
ALIKE = 3
#: Labels whose entries stand for people, and may not be singled out.
PEOPLE = ("Member", "Representative")

#: What stands in a text in place of a name that is left out.
WITHHELD = "[withheld]"

Signature = tuple[str, str, str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True)
class PrivacyFinding:
    """One thing that could give somebody away: the entry to choose about, the kind of finding, and
    why in a sentence.
    """

    id: str
    code: Literal["few_alike", "one_maker", "small_group"]
    sentence: str


@dataclass(frozen=True)
class Release:
    """What would leave, for whom, which findings are still open, and what was chosen. It may leave
    when none is open.
    """

    snapshot: Snapshot
    audience: str
    findings: tuple[PrivacyFinding, ...] = ()
    chosen: Mapping[str, Choice] = field(default_factory=dict)
    rolled_up: Mapping[str, int] = field(default_factory=dict)

    @property
    def about(self) -> dict[str, object]:
        """What a reader of the file should know of it: for whom, of which data, how much, what was
        rolled up, what was chosen.

        Of what was left out or merged only the number: its name would tell who it was.
        """
        made = Counter(self.chosen.values())
        choices = {
            "left out": made["drop"],
            "merged": made["merge"],
            "kept as public knowledge": sorted(
                id for id, its in self.chosen.items() if its == "keep"
            ),
        }
        size = {"entries": len(self.snapshot.nodes), "ties": len(self.snapshot.relationships)}
        return {
            "audience": self.audience,
            "data": self.snapshot.version,
            **size,
            "rolled_up": dict(self.rolled_up),
            "choices": choices,
        }


def release_for(
    snapshot: Snapshot,
    audience: str,
    choices: Mapping[str, Choice] | None = None,
    alike: int = ALIKE,
) -> Release:
    """What may leave for an audience. Only what goes beyond the coalition is rolled up and tested;
    choices are by id of the entry.

    >>> member = NodeRow("Member", "edri", {"stakeholder_group": "civil_society"})
    >>> [finding.code for finding in release_for(Snapshot(Rows((member,))), "public").findings]
    ['few_alike']
    >>> release_for(Snapshot(Rows((member,))), "public", {"edri": "keep"}).findings
    ()
    """
    shown = for_audience(snapshot, audience)
    if audience != "public":
        return Release(shown, audience)
    shown, rolled = roll_up(shown, snapshot)
    known = {
        id: choice
        for id, choice in (choices or {}).items()
        if _fits(choice, shown.nodes.get(id), id)
    }
    left = _without(shown, {id for id, choice in known.items() if choice == "drop"})
    left, sizes = _merged(left, [id for id, choice in known.items() if choice == "merge"])
    left = _without(left, {id for id in sizes if known.get(id) == "drop"})
    kept = {id for id, choice in known.items() if choice == "keep"}
    findings = tuple(
        finding for finding in find(left, snapshot, sizes, alike) if finding.id not in kept
    )
    left, unnamed = _unnamed(left, snapshot)
    return Release(
        left, audience, findings, known, rolled | ({"names": unnamed} if unnamed else {})
    )


# ---------------------------------------------------------------- roll up


def roll_up(shown: Snapshot, whole: Snapshot) -> tuple[Snapshot, dict[str, int]]:
    """The public part, coarser where something beside it stays behind, with the number of rows
    changed by each step.

    Role-holders are left to their delegation. The day of a contact becomes its quarter when any tie
    of it is withheld. Notes go, except on rows that a public source bears out; own
    fields go.
    """
    left = _without(shown, {row.id for row in shown.of("Representative")})
    told: Counter[str] = Counter(representatives=len(shown.of("Representative")))
    rows: list[NodeRow | RelationshipRow] = []
    for row in left.rows():
        fields = dict(row.fields)
        if fields.pop(NAME, None) is not None:  # what a sheet of people said is theirs
            told["own fields"] += 1
        if "note" in fields and not public_knowledge(row):
            del fields["note"]
            told["notes"] += 1
        if (
            isinstance(row, NodeRow)
            and row.label == "Engagement"
            and _withheld(row.id, left, whole)
            and len(row.text("date")) > 4
        ):
            fields["date"], fields["note"] = quarter_of(row.text("date"))
            told["dates"] += 1
        rows.append(_with(row, fields))
    return Snapshot(Rows.of(rows)), {
        name: number for name, number in sorted(told.items()) if number
    }


def quarter_of(text: str) -> tuple[str, str]:
    """The middle month of the quarter of a date, and the words that say so.

    >>> quarter_of("2018-03-08")
    ('2018-02', 'some day from January to March 2018')
    """
    first = span(text)[0]
    start = (first.month - 1) // 3 * 3 + 1
    return (
        f"{first.year}-{start + 1:02}",
        (
            f"some day from {first.replace(day=1, month=start):%B} to"
            f" {first.replace(day=1, month=start + 2):%B} {first.year}"
        ),
    )


def public_knowledge(row: NodeRow | RelationshipRow) -> bool:
    """Whether a row says itself that it is public, and where that can be read."""
    return row.text("visibility") == "public" and bool(row.text("source_url"))


def _withheld(id: str, shown: Snapshot, whole: Snapshot) -> bool:
    return len(whole.out(id)) + len(whole.back(id)) > len(shown.out(id)) + len(shown.back(id))


def _unnamed(left: Snapshot, whole: Snapshot) -> tuple[Snapshot, int]:
    """Without the names of those who are left out: in texts they are replaced, and an id that holds
    one becomes a number. How many rows that changed.
    """
    gone = [row for label in PEOPLE for row in whole.of(label) if row.id not in left.nodes]
    names = {
        name for row in gone for name in (row.text("name"), row.text("short_name")) if len(name) > 2
    }
    texts = _any_of(names, r"\w")
    ids = _any_of({row.id for row in gone if len(row.id) > 2}, "a-z0-9")
    where: dict[str, str] = {}
    for entry in left.nodes.values():
        if ids and entry.label not in PEOPLE and ids.search(entry.id):
            where[entry.id] = f"{SCHEMA.by_label[entry.label].file}_{len(where) + 1}"
    changed = 0
    rows: list[NodeRow | RelationshipRow] = []
    for row in left.rows():
        fields = {
            name: (
                texts.sub(WITHHELD, value)
                if texts and isinstance(value, str) and "://" not in value
                else value
            )
            for name, value in row.fields.items()
        }
        ends = (row.id,) if isinstance(row, NodeRow) else (row.source, row.target)
        changed += fields != dict(row.fields) or not where.keys().isdisjoint(ends)
        rows.append(_with(row, fields, where))
    return (Snapshot(Rows.of(rows)), changed) if changed else (left, 0)


def _any_of(words: set[str], inside: str) -> re.Pattern[str] | None:
    """A pattern for any of these words, standing by itself; none for no words."""
    if not words:
        return None
    return re.compile(
        f"(?<![{inside}"
        f"])(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))}"
        f")(?![{inside}])"
    )


# ---------------------------------------------------------------- test


def find(
    shown: Snapshot, whole: Snapshot, sizes: Mapping[str, int] | None = None, alike: int = ALIKE
) -> list[PrivacyFinding]:
    """Who could be recognised in what is shown, and who alone could have made a contact whose maker
    is withheld; `sizes` are those of merged groups.
    """
    return [*_few_alike(shown, sizes or {}, alike), *_one_maker(shown, whole)]


def signature(snapshot: Snapshot, id: str) -> Signature:
    """What an entry looks like without its name: label, stakeholder group, region, and how many
    entries of each label it is tied to.
    """
    row = snapshot.nodes[id]
    region = next(
        (snapshot.nodes[tie.target].text("region") for tie in snapshot.out(id, "BASED_IN")), ""
    )
    others = Counter(
        snapshot.nodes[tie.target if tie.source == id else tie.source].label
        for tie in (*snapshot.out(id), *snapshot.back(id))
    )
    return row.label, row.text("stakeholder_group"), region, tuple(sorted(others.items()))


def _few_alike(shown: Snapshot, sizes: Mapping[str, int], alike: int) -> list[PrivacyFinding]:
    people = [row for label in PEOPLE for row in shown.of(label)]
    looks = {row.id: signature(shown, row.id) for row in people}
    size = Counter(looks.values())
    found = []
    for row in people:
        if row.id in sizes:
            if sizes[row.id] < alike:
                found.append(
                    PrivacyFinding(
                        row.id,
                        "small_group",
                        f"{row.name}: a group of fewer than {alike} hides nobody; merge more into"
                        " it or leave it out.",
                    )
                )
        elif size[looks[row.id]] < alike and not _is_public(shown, row):
            found.append(
                PrivacyFinding(
                    row.id,
                    "few_alike",
                    f"{row.name} could be recognised:"
                    f" {_look_words(looks[row.id], size[looks[row.id]] - 1)}.",
                )
            )
    return found


def _is_public(shown: Snapshot, row: NodeRow) -> bool:
    """A public source names it, or a tie of it."""
    return public_knowledge(row) or any(
        public_knowledge(tie) for tie in (*shown.out(row.id), *shown.back(row.id))
    )


def _one_maker(shown: Snapshot, whole: Snapshot) -> list[PrivacyFinding]:
    found = []
    for row in shown.of("Engagement"):
        makers = {tie.source for tie in whole.back(row.id, "TOOK_PART_IN")} - {
            tie.source for tie in shown.back(row.id, "TOOK_PART_IN")
        }
        if not makers:
            continue
        near = {tie.target for tie in shown.out(row.id)}
        near |= {
            tie.source
            for target in near
            for tie in shown.back(target, "REACHED", "ABOUT", "HELD_AT")
        } - {row.id}
        able = {
            tie.source
            for other in near
            for tie in shown.back(other, "TOOK_PART_IN", "WORKS_ON", "GOES_TO")
        }
        if len(able) == 1 and able <= makers:
            (only,) = able
            whom = (
                ", ".join(shown.name(tie.target) for tie in shown.out(row.id, "REACHED"))
                or "somebody"
            )
            sentence = (
                f"Only {shown.name(only)} could have made the contact with {whom}"
                f" ({row.text('date')}), whose maker you withhold."
            )
            found.append(PrivacyFinding(row.id, "one_maker", sentence))
    return found


def _look_words(look: Signature, others: int) -> str:
    label, group, region, tied = look
    who = "nobody else" if others == 0 else f"only {others} other{'s' if others > 1 else ''}"
    kind = (
        f"{SCHEMA.by_label[label].plural.lower()}{f' of the group {group}' if group else ''}"
        f"{f' in {region}' if region else ''}"
    ).replace("_", " ")
    ties = (
        "; ".join(f"{SCHEMA.by_label[other].plural.lower()}: {number}" for other, number in tied)
        or "none"
    )
    return f"{who} among the {kind} has the same ties ({ties})"


# ---------------------------------------------------------------- choose

MERGED, SEVERAL = "merged for release", "several_"


def _fits(choice: Choice, row: NodeRow | None, id: str) -> bool:
    """Whether a choice can be made of an entry: only members have a group, and a group that was
    merged can be left out or kept.
    """
    if row is None:
        return choice != "merge" and id.startswith(SEVERAL)
    return choice != "merge" or row.label == "Member"


def _merged(snapshot: Snapshot, ids: Iterable[str]) -> tuple[Snapshot, dict[str, int]]:
    """Members put together, one entry per stakeholder group, and how many are in each; their ties
    go to the group.
    """
    groups: defaultdict[str, list[NodeRow]] = defaultdict(list)
    for id in ids:
        groups[snapshot.nodes[id].text("stakeholder_group") or "others"].append(snapshot.nodes[id])
    if not groups:
        return snapshot, {}
    where = {row.id: f"{SEVERAL}{group}" for group, rows in groups.items() for row in rows}
    nodes = [row for row in snapshot.nodes.values() if row.id not in where]
    for group, rows in groups.items():
        fields: dict[str, Value] = {
            "name": f"{len(rows)} organisations: {group.replace('_', ' ')}",
            "stakeholder_group": group,
            "confidence": "derived",
        }
        nodes.append(
            NodeRow(
                "Member",
                f"{SEVERAL}{group}",
                {**fields, "as_of": max(row.text("as_of") for row in rows)},
                MERGED,
            )
        )
    ties: dict[tuple[str, str, str], RelationshipRow] = {}
    for tie in snapshot.relationships:
        if tie.source in where or tie.target in where:
            fields = {
                name: value
                for name, value in tie.fields.items()
                if name not in ("source_url", "note")
            }
            tie = RelationshipRow(
                tie.type,
                where.get(tie.source, tie.source),
                where.get(tie.target, tie.target),
                fields,
                MERGED,
            )
        ties.setdefault(tie.key, tie)
    return Snapshot(Rows(tuple(nodes), tuple(ties.values()))), {
        f"{SEVERAL}{group}": len(rows) for group, rows in groups.items()
    }


def _without(snapshot: Snapshot, ids: set[str]) -> Snapshot:
    if not ids:
        return snapshot
    nodes = tuple(row for row in snapshot.nodes.values() if row.id not in ids)
    return Snapshot(
        Rows(
            nodes,
            tuple(
                tie
                for tie in snapshot.relationships
                if tie.source not in ids and tie.target not in ids
            ),
        )
    )


def _with(
    row: NodeRow | RelationshipRow,
    fields: dict[str, Value],
    where: Mapping[str, str] = MappingProxyType({}),
) -> NodeRow | RelationshipRow:
    if isinstance(row, NodeRow):
        return NodeRow(row.label, where.get(row.id, row.id), fields, row.dataset)
    return RelationshipRow(
        row.type,
        where.get(row.source, row.source),
        where.get(row.target, row.target),
        fields,
        row.dataset,
    )
