"""Who could be recognised in what is left, and who alone could have made a contact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

#: Entries that fewer than so many others resemble could be recognised.
ALIKE = 3
#: Labels whose entries stand for people, and may not be singled out.
PEOPLE = ("Member", "Representative")
Signature = tuple[str, str, str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True)
class PrivacyFinding:
    """One thing that could give somebody away: the entry to choose about, the kind of finding, and
    why in a sentence.
    """

    id: str
    code: Literal["few_alike", "one_maker", "small_group"]
    sentence: str


def public_knowledge(row: NodeRow | RelationshipRow) -> bool:
    """Whether a row says itself that it is public, and where that can be read."""
    return row.text("visibility") == "public" and bool(row.text("source_url"))


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
