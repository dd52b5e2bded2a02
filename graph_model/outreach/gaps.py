"""Where the coalition has a line, and what kind of gap there is where it has none (DESIGN, section 5).

Each target cell is of exactly one kind, the first that fits. Unknown is not missing: a cell without a recorded contact is *not known*
until the members were asked, and the coverage is a band, never one number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from graph_model.outreach.answers import Said, nobody_known, standing
from graph_model.outreach.settings import DEFAULTS, Settings
from graph_model.outreach.table import Target, target_cells
from graph_model.outreach.warmth import Contact, Ties, contacts, ties
from graph_model.snapshot import Snapshot


@dataclass(frozen=True)
class GapKind:
    """A kind of cell, in plain words, with what to do about it."""

    code: str
    says: str
    means: str
    remedy: str
    remedy_says: str


KINDS = (
    GapKind("several", "Reached by several", "two or more members have a live line on this issue", "keep", "Keep it"),
    GapKind("one", "Hangs on one", "a single member carries the line on this issue", "double_it", "Double it"),
    GapKind("other_issue", "Line, but not on this issue", "the line is live, this issue was never raised on it", "raise_it", "Raise it"),
    GapKind("quiet", "Gone quiet", "there were contacts once; none is recent enough to count", "revive", "Revive it"),
    GapKind("no_answer", "Tried, no answer", "members wrote or asked; no answer is on record", "another_way_in", "Find another way in"),
    GapKind("nobody", "Nobody known", "the members were asked, and none has a contact", "first_contact", "Make first contact"),
    GapKind("unknown", "Not known", "no recorded contact; the members were not yet asked", "ask_members", "Ask the members"),
)
KIND = {kind.code: kind for kind in KINDS}
REACHED = ("several", "one")


@dataclass(frozen=True)
class Cell:
    """A target cell with its kind and the evidence for it. `warmth` is that of the best tie, on this issue where there is one."""

    target: Target
    kind: str
    warmth: float
    #: Members with a live line: on this issue for reached cells, to the delegation otherwise.
    members: tuple[str, ...]
    #: Contacts and stated lines that the kind rests on, latest first; where there are none, what members answered when asked.
    evidence: tuple[str, ...]

    @property
    def delegation(self) -> str:
        return self.target.delegation

    @property
    def issue(self) -> str:
        return self.target.issue

    @property
    def importance(self) -> float:
        return self.target.importance

    @property
    def remedy(self) -> str:
        return KIND[self.kind].remedy


@dataclass(frozen=True)
class Coverage:
    """The coverage band: shares of importance that are reached for certain (`low`) and at best (`high`)."""

    low: float
    high: float
    cells: int
    delegations: int
    #: Cells and share of importance per kind, in the order of `KINDS`.
    by_kind: dict[str, tuple[int, float]]


@lru_cache(maxsize=16)
def find_cells(snapshot: Snapshot, at: date, settings: Settings | None = None) -> tuple[Cell, ...]:
    """Every target cell with its kind, most important first."""
    chosen = settings or DEFAULTS
    known = contacts(snapshot, chosen)
    now = ties(snapshot, at, chosen, known)
    asked = standing(snapshot, at)
    per_delegation: defaultdict[str, list[tuple[str, tuple[Contact, ...]]]] = defaultdict(list)
    for (member, delegation), found in now.contacts.items():
        per_delegation[delegation].append((member, found))
    cells = [
        _judge(snapshot, target, now, per_delegation[target.delegation], asked.get(target.delegation, ()), at, chosen)
        for target in target_cells(snapshot, at, chosen).values()
    ]
    return tuple(sorted(cells, key=lambda cell: (-cell.importance, cell.delegation, cell.issue)))


def _judge(
    snapshot: Snapshot, target: Target, now: Ties, lines: list[tuple[str, tuple[Contact, ...]]], asked: tuple[Said, ...], at: date, settings: Settings
) -> Cell:
    delegation, issue = target.delegation, target.issue
    on_issue = {member: now.on_issue.get((member, delegation, issue), 0.0) for member, _ in lines}
    warm = {member: now.warmth[member, delegation] for member, _ in lines}
    live_here = tuple(sorted(member for member, value in on_issue.items() if value >= settings.live))
    live = tuple(sorted(member for member, value in warm.items() if value >= settings.live))
    ever = sorted({contact for _, found in lines for contact in found}, key=lambda contact: (contact.on, contact.id), reverse=True)
    best = max(warm.values(), default=0.0)
    if live_here:
        kind, members, best = ("several" if len(live_here) > 1 else "one"), live_here, max(on_issue.values())
    elif live:
        kind, members = "other_issue", live
    elif any(contact.worth > 0 for contact in ever):
        kind, members = "quiet", ()
    elif ever:
        kind, members = "no_answer", ()
    else:
        kind, members = ("nobody" if nobody_known(snapshot, delegation, asked, at) else "unknown"), ()
    return Cell(target, kind, best, members, tuple(contact.id for contact in ever) or tuple(answer.id for answer in asked))


def coverage(cells: tuple[Cell, ...]) -> Coverage:
    """The band over some cells: low = Σω reached / Σω, high = Σω (reached or not known) / Σω; both 0 when there is no cell."""
    total = sum(cell.importance for cell in cells)
    weight: defaultdict[str, float] = defaultdict(float)
    number: Counter[str] = Counter()
    for cell in cells:
        weight[cell.kind] += cell.importance
        number[cell.kind] += 1
    share = {kind.code: (weight[kind.code] / total if total else 0.0) for kind in KINDS}
    low = sum(share[code] for code in REACHED)
    return Coverage(
        low=low,
        high=low + share["unknown"],
        cells=len(cells),
        delegations=len({cell.delegation for cell in cells}),
        by_kind={kind.code: (number[kind.code], share[kind.code]) for kind in KINDS},
    )
