"""The sentences that numbers become."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.words.text import strong
from graph_model.measures import Cell, Coverage
from graph_model.snapshot import Snapshot


def percent(share: float) -> str:
    """A share as people read it; a little is not nothing.

    >>> percent(0.0), percent(0.004), percent(0.354)
    ('0%', 'under 1%', '35%')
    """
    return "under 1%" if 0 < share < 0.005 else f"{share:.0%}"


def body(snapshot: Snapshot, delegation: str) -> tuple[str, str]:
    """A delegation in two lines: the economy it speaks for, and its own name; `Snapshot.name` is the
    same in one.
    """
    row, economy = snapshot.nodes[delegation], snapshot.economy(delegation)
    return (economy, row.name) if economy else (row.name, "")


def opening(band: Coverage, live: int = 0) -> tuple[str, str]:
    """The answer of the first page in one sentence, and what it means; `live` is the number of
    delegations with a live line.
    """
    if not band.cells:
        return (
            "Nothing is on the table on this day.",
            "No negotiation with Internet issues is recorded as open. Choose another day above.",
        )
    share = (
        f"Weighed by what is at stake, {strong(f'between {percent(band.low)} and {percent(band.high)}')} is"
        " reached."
    )
    unknown, quiet, no_answer = (
        band.by_kind[code][1] for code in ("unknown", "quiet", "no_answer")
    )
    rest = " or ".join(
        word for word, part in (("went quiet", quiet), ("never answered", no_answer)) if part
    )
    asked = (
        f" For {percent(unknown)} nobody has asked the members yet"
        if unknown
        else " The members were asked about all of it"
    )
    lead = f"{share}{asked}{f'; most of the rest {rest}' if rest else ''}."
    if live == 0:
        return (
            f"We have no live line to any of the {band.delegations} delegations at the table.",
            lead,
        )
    return (
        (
            f"{live} of the {band.delegations} delegations at the table"
            f" {'have' if live > 1 else 'has'} a live line to us."
        ),
        lead,
    )


def standing(snapshot: Snapshot, cells: Sequence[Cell]) -> str:
    """How many delegations have no live line, and on whom the others hang, in a sentence."""
    everyone = {cell.delegation for cell in cells}
    lines = {cell.delegation: set(cell.members) for cell in cells if cell.members}
    if not lines:
        return f"None of the {len(everyone)} delegations at the table has a live line to us."
    silent, carriers = len(everyone) - len(lines), set().union(*lines.values())
    others = "the other one" if len(lines) == 1 else f"the other {len(lines)}"
    hang = (
        f"{others} hang{'s' if len(lines) == 1 else ''} on {snapshot.name(next(iter(carriers)))}"
        if len(carriers) == 1
        else f"{others} do"
    )
    return f"{silent} of {len(everyone)} delegations have no live line to us; {hang}."
