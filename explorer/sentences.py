"""What the pages say: the opening sentence, the steps that would help most, next events, freshness of the data."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from explorer.words import listing, number, percent
from graph_model.dates import day, span, spoken
from graph_model.outreach import REACHED, Cell, coverage
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot

#: Kinds in which some line to the delegation is live.
LIVE = (*REACHED, "other_issue")
#: What to do about a kind, as a link under the opening sentence.
NEXT = {
    "several": "Keep {lines} in good repair",
    "one": "Find a second member for {lines}",
    "other_issue": "Raise {lines} where a line is already live",
    "quiet": "Revive {lines} that went quiet, with {delegations}",
    "no_answer": "Find another way in for {lines} that got no answer",
    "nobody": "Make first contact on {lines}",
    "unknown": "Ask the members about {delegations}",
}
#: A kind as the verb of a sentence, for one line and for more.
VERB = {
    "several": ("is reached by several", "are reached by several"),
    "one": ("hangs on one member", "hang on one member each"),
    "other_issue": ("lies beside a live line", "lie beside a live line"),
    "quiet": ("has gone quiet", "have gone quiet"),
    "no_answer": ("got no answer on record", "got no answer on record"),
    "nobody": ("has nobody known", "have nobody known"),
    "unknown": ("is not known", "are not known"),
}


@dataclass(frozen=True)
class Opening:
    """The finding of the first page, and the obvious next step with the kind of gap it is about."""

    says: str
    lead: str
    next_says: str
    next_kind: str


@dataclass(frozen=True)
class Step:
    """Something to do about one delegation's gaps of one kind, and the cell to look at first."""

    says: str
    why: str
    kind: str
    gain: float
    delegation: str
    issue: str


@dataclass(frozen=True)
class Freshness:
    """How much is on record on a day, how old the rows are, and how many of them were checked."""

    contacts: int
    sources: int
    rows: int
    oldest: str
    newest: str
    checked: float


def place(snapshot: Snapshot, delegation: str) -> str:
    """A delegation by the economy or group it speaks for; by its name too, where that economy has several."""
    row = snapshot.nodes[delegation]
    economy = row.text("economy")
    alone = sum(other.text("economy") == economy for other in snapshot.of("Delegation")) == 1
    return economy if economy and alone else full_name(snapshot, delegation)


def full_name(snapshot: Snapshot, delegation: str) -> str:
    """A delegation by economy and name."""
    economy, name = snapshot.nodes[delegation].text("economy"), snapshot.name(delegation)
    return f"{economy}, {name}" if economy and economy not in name else name


def opening(snapshot: Snapshot, cells: tuple[Cell, ...], as_of: date) -> Opening:
    """The first sentence; it carries the coverage band and never claims more than what is on record."""
    band = coverage(cells)
    if not cells:
        return Opening(f"On {spoken(as_of.isoformat())} nothing is on the table.", "", "", "")
    live = sorted({cell.delegation for cell in cells if cell.kind in LIVE})
    low, high = percent(band.low), percent(band.high)
    if not live:
        says = f"We have no live line on record to any of the {number(band.delegations, 'delegation')} at the table."
        if band.delegations == 1:
            says = "We have no live line on record to the one delegation at the table."
        lead = f"Weighed by what is at stake, between {low} and {high} is reached. {_rest(cells)}"
    elif band.low == 0:
        says = f"We have a live line to {len(live)} of {number(band.delegations, 'delegation')}, but on no issue that is on the table."
        lead = f"Weighed by what is at stake, between {low} and {high} is reached. {_names(snapshot, live)} {_rest(cells)}"
    else:
        says = f"We have a live line on {low} of what is on the table, at most {high}."
        if band.low == band.high:
            says = f"We have a live line on {low} of what is on the table."
        lead = f"{_names(snapshot, live)} {_rest(cells)}"
    kind = _weightiest(cells)
    return Opening(says, lead.strip(), _next(cells, kind), kind)


def matrix_sentence(cells: tuple[Cell, ...]) -> str:
    """What a choice of lines comes to: the two commonest kinds, in words."""
    if not cells:
        return "No line fits this choice."
    kinds = Counter(cell.kind for cell in cells)
    told = sorted(kinds, key=lambda kind: (-kinds[kind], kind))[:2]
    parts = [f"{number(kinds[kind], 'line')} {VERB[kind][kinds[kind] > 1]}" for kind in told]
    return ", and ".join(parts) + ("." if len(kinds) < 3 else f"; {number(len(cells), 'line')} in all.")


def steps(snapshot: Snapshot, cells: tuple[Cell, ...], most: int = 3) -> list[Step]:
    """The delegations whose unreached lines of one kind weigh most, with what to do about them."""
    total = sum(cell.importance for cell in cells)
    groups: defaultdict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.kind not in REACHED:
            groups[cell.delegation, cell.kind].append(cell)
    ranked = sorted(groups.items(), key=lambda item: (-sum(cell.importance for cell in item[1]), item[0]))
    return [_step(snapshot, *key, found, total) for key, found in ranked[:most]]


def next_events(snapshot: Snapshot, as_of: date, most: int = 5) -> list[NodeRow]:
    """The events that are not over on a day, soonest first."""
    open_still = [row for row in snapshot.of("Event") if span(row.text("end_date") or row.text("start_date"))[1] >= as_of]
    return sorted(open_still, key=lambda row: (span(row.text("start_date")), row.id))[:most]


def freshness(snapshot: Snapshot, as_of: date) -> Freshness:
    """What the figures of a day rest on."""
    contacts = [row for row in snapshot.of("Engagement") if day(row.text("date")) <= as_of]
    rows: list[NodeRow | RelationshipRow] = [*snapshot.nodes.values(), *snapshot.relationships]
    read = sorted({row.text("as_of") for row in rows if row.text("as_of")}, key=lambda text: (day(text), text))
    sources = {url for row in contacts for url in row.text("source_url").split(" ; ") if url}
    checked = sum(row.text("confidence").startswith("verified") for row in rows)
    return Freshness(
        len(contacts), len(sources), len(rows), read[0] if read else "", read[-1] if read else "", checked / len(rows) if rows else 0.0
    )


def last_contact(snapshot: Snapshot, cell: Cell) -> str:
    """The latest contact with the delegation: what, when, with whom."""
    if not cell.evidence:
        return "No recorded contact."
    row = snapshot.nodes[cell.evidence[0]]
    members = listing(sorted(snapshot.name(tie.source) for tie in snapshot.back(row.id, "TOOK_PART_IN")))
    return f"Last contact on record: {row.text('kind').replace('_', ' ')}, {spoken(row.text('date'))}, {members}."


def _rest(cells: tuple[Cell, ...]) -> str:
    """Where the rest of the weight lies, largest first."""
    share = {kind: part for kind, (_, part) in coverage(cells).by_kind.items() if part > 0 and kind not in REACHED}
    told = sorted(share, key=lambda kind: -share[kind])
    return " ".join(f"{percent(share[kind])} {VERB[kind][0]}{',' if kind != told[-1] else '.'}" for kind in told)


def _names(snapshot: Snapshot, live: list[str]) -> str:
    return f"Live lines go to {listing([place(snapshot, delegation) for delegation in live])}."


def _weightiest(cells: tuple[Cell, ...]) -> str:
    """The kind with most weight among what is not reached; among what is, when all is."""
    share = {code: part for code, (count, part) in coverage(cells).by_kind.items() if count}
    missing = {code: part for code, part in share.items() if code not in REACHED}
    return max(missing or share, key=lambda code: (missing or share)[code])


def _next(cells: tuple[Cell, ...], kind: str) -> str:
    found = [cell for cell in cells if cell.kind == kind]
    return NEXT[kind].format(lines=number(len(found), "line"), delegations=number(len({cell.delegation for cell in found}), "delegation"))


def _step(snapshot: Snapshot, delegation: str, kind: str, cells: list[Cell], total: float) -> Step:
    where = place(snapshot, delegation)
    talks = {talk.agreement for cell in cells for talk in cell.target.talks}
    says = {
        "other_issue": f"Raise {number(len(cells), 'more issue')} with {where}",
        "quiet": f"Revive the line to {where}",
        "no_answer": f"Find another way in to {where}",
        "nobody": f"Make first contact with {where}",
        "unknown": f"Ask the members about {where}",
    }[kind]
    stake = f"{number(len(cells), 'line')} in {number(len(talks), 'open negotiation')}."
    parts = [last_contact(snapshot, cells[0]), _neighbours(snapshot, delegation), stake]
    gain = sum(cell.importance for cell in cells) / total if total else 0.0
    return Step(says, " ".join(part for part in parts if part), kind, gain, delegation, cells[0].issue)


def _neighbours(snapshot: Snapshot, delegation: str) -> str:
    """Members at home in the economy that the delegation speaks for."""
    economies = [tie.target for tie in snapshot.out(delegation, "REPRESENTS")]
    members = sorted({snapshot.name(tie.source) for economy in economies for tie in snapshot.back(economy, "BASED_IN")})
    return f"{listing(members, 2)} {'is' if len(members) == 1 else 'are'} based there." if members else ""
