"""Safe to publish? Before anything leaves for the public: roll up, drop, then test what is left,
and ask about every finding.

Taking names away is known to fail: who is tied to what can be as telling as a name (Hay and others
2007, "Anonymizing social networks"; 2008, "Resisting structural re-identification"). So the result
itself is tested: an entry that too few others resemble could be recognised. Organisations of which
a public source says the same already are not at risk.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from graph_model.plurals import count
from graph_model.rows import NodeRow, RelationshipRow, Rows
from graph_model.snapshot import Snapshot
from loaders.take_out.audience import for_audience
from loaders.take_out.privacy_findings import ALIKE, PrivacyFinding, find
from loaders.take_out.rolled_up import roll_up, withhold_names, without_entries

Choice = Literal["merge", "drop", "keep"]
#: What each choice does, as the screen says it.
CHOICES: Mapping[Choice, str] = MappingProxyType(
    {"merge": "Merge into its group", "drop": "Leave out", "keep": "Keep: it is public knowledge"}
)


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
    left = without_entries(shown, {id for id, choice in known.items() if choice == "drop"})
    left, sizes = _merged(left, [id for id, choice in known.items() if choice == "merge"])
    left = without_entries(left, {id for id in sizes if known.get(id) == "drop"})
    kept = {id for id, choice in known.items() if choice == "keep"}
    findings = tuple(
        finding for finding in find(left, snapshot, sizes, alike) if finding.id not in kept
    )
    left, unnamed = withhold_names(left, snapshot)
    return Release(
        left, audience, findings, known, rolled | ({"names": unnamed} if unnamed else {})
    )


# ---------------------------------------------------------------- choose

MERGED, SEVERAL = "merged for release", "several_"


def _fits(choice: Choice, row: NodeRow | None, id: str) -> bool:
    """Whether a choice can be made of an entry: only members have a group, and a group that was
    merged can be left out or kept.
    """
    if row is None:
        return choice != "merge" and id.startswith(SEVERAL)
    return choice != "merge" or row.label == "Member"


def _put_together(group: str, rows: Sequence[NodeRow]) -> NodeRow:
    """The one entry that stands for members of a stakeholder group."""
    return NodeRow(
        "Member",
        f"{SEVERAL}{group}",
        {
            "name": f"{count(len(rows), 'organisation')}: {group.replace('_', ' ')}",
            "stakeholder_group": group,
            "confidence": "derived",
            "as_of": max(row.text("as_of") for row in rows),
        },
        MERGED,
    )


def _led_to(tie: RelationshipRow, where: Mapping[str, str]) -> RelationshipRow:
    """A tie of a member as one of its group, without what could tell whose it was."""
    told = {name: its for name, its in tie.fields.items() if name not in ("source_url", "note")}
    ends = (where.get(tie.source, tie.source), where.get(tie.target, tie.target))
    return RelationshipRow(tie.type, *ends, told, MERGED)


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
    nodes += [_put_together(group, rows) for group, rows in groups.items()]
    ties: dict[tuple[str, str, str], RelationshipRow] = {}
    for tie in snapshot.relationships:
        if tie.source in where or tie.target in where:
            tie = _led_to(tie, where)
        ties.setdefault(tie.key, tie)
    return Snapshot(Rows(tuple(nodes), tuple(ties.values()))), {
        f"{SEVERAL}{group}": len(rows) for group, rows in groups.items()
    }
