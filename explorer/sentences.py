"""The sentences that numbers become."""

from __future__ import annotations

from collections.abc import Sequence

from graph_model.outreach import KIND, Cell, Coverage
from graph_model.snapshot import Snapshot


def percent(share: float) -> str:
    """A share as people read it; a little is not nothing.

    >>> percent(0.0), percent(0.004), percent(0.354)
    ('0 %', 'under 1 %', '35 %')
    """
    return "under 1 %" if 0 < share < 0.005 else f"{share:.0%}".replace("%", " %")


def title(snapshot: Snapshot, delegation: str) -> str:
    """A delegation with the economy it speaks for: many ministries share a name."""
    row = snapshot.nodes[delegation]
    economy = row.text("economy")
    return f"{economy} · {row.name}" if economy and economy not in row.name else row.name


def opening(band: Coverage) -> tuple[str, str]:
    """The answer of the first page in one sentence, and what it means."""
    if not band.cells:
        return "Nothing is on the table on this day", "No negotiation with Internet issues is recorded as open. Choose another day above."
    table = f"{band.delegations} delegations and {band.cells:,} pairs of a delegation and an issue are on the table"
    if band.low == 0:
        sentence = f"No live line yet to any of the {band.delegations} delegations at the table"
    else:
        sentence = f"We reach {percent(band.low)} of what is on the table, and at best {percent(band.high)}"
    missing = f"for {percent(band.by_kind['unknown'][1])} of it nobody has asked the members yet"
    past = band.by_kind["quiet"][1]
    once = f"; {percent(past)} had a contact once that has gone quiet" if past else ""
    return (sentence, f"{table}; {missing}{once}. Unknown is not missing: the share reached lies between {percent(band.low)} and {percent(band.high)}.")


def next_step(band: Coverage) -> str:
    """What to do first, given where most of the weight lies."""
    code = max((kind for kind in band.by_kind if kind not in ("several", "one")), key=lambda kind: band.by_kind[kind][1])
    return {
        "unknown": "Ask the members first: each answer narrows the band.",
        "quiet": "Start with the lines that have gone quiet: someone has met these delegations before.",
        "other_issue": "Raise the open issues on the lines you have.",
        "no_answer": "Look for another way in where letters stayed without an answer.",
        "nobody": "Plan first contacts: the members were asked and have none.",
    }[code]


def top_gaps(cells: Sequence[Cell], number: int = 3) -> list[Cell]:
    """The most important gaps, each of another delegation and issue, those with an earlier contact before others of equal weight."""
    order = ["quiet", "no_answer", "other_issue", "nobody", "unknown"]
    open_cells = [cell for cell in cells if cell.kind in order]
    issues: dict[str, int] = {}
    for cell in open_cells:
        issues[cell.delegation] = issues.get(cell.delegation, 0) + (cell.importance >= 0.99)
    open_cells.sort(key=lambda cell: (-cell.importance, -issues[cell.delegation], order.index(cell.kind), cell.delegation, cell.issue))
    chosen: list[Cell] = []
    for cell in open_cells:
        # each on another issue, so that three cards are three different conversations
        if len(chosen) < number and all(cell.delegation != other.delegation and cell.issue != other.issue for other in chosen):
            chosen.append(cell)
    return chosen


def gap_sentence(snapshot: Snapshot, cell: Cell) -> str:
    """A gap in a sentence, with the negotiation it matters for."""
    talk = cell.target.talks[0]
    kind = KIND[cell.kind]
    return f"{title(snapshot, cell.delegation)} on {snapshot.name(cell.issue).lower()}, in {snapshot.name(talk.agreement)}: {kind.means}."
