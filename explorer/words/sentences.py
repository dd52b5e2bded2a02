"""The sentences that numbers become."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.words.sureness import clauses_doubted
from explorer.words.text import listed, stressed
from graph_model.capitals import first_up
from graph_model.dates import date_words, is_exact
from graph_model.measures import Cell, Coverage, Day
from graph_model.measures.assumed import Assumed
from graph_model.measures.membership import ours
from graph_model.measures.next.forecast import Forecast
from graph_model.shares import percent
from graph_model.snapshot import Snapshot


def assumed_sentence(found: Assumed) -> str:
    """How much of what is at stake is assumed, of clauses and of seats; empty when nothing is.

    >>> assumed_sentence(Assumed(0.56, 3, {"derived": (2, 0.46), "memory": (1, 0.1)}))
    'Of what is at stake, 56% is assumed: 46% on clauses taken over from another agreement, 10% on \
clauses from memory.'
    >>> assumed_sentence(Assumed(0.0, 0, {}, 0.4))
    'Of what is at stake, for 40% no source fully bears out who sits at the table, or since when.'
    >>> assumed_sentence(Assumed(0.0, 0, {}))
    ''
    """
    parts = sorted(found.by_confidence.items(), key=lambda part: (-part[1][1], part[0]))
    told = ", ".join(f"{percent(share)} on {clauses_doubted(mark)}" for mark, (_, share) in parts)
    seats = (
        f"for {percent(found.seats)} no source fully bears out who sits at the table, or since"
        " when."
        if found.seats
        else ""
    )
    if not told:
        return f"Of what is at stake, {seats}" if seats else ""
    assumed = f"Of what is at stake, {percent(found.share)} is assumed: {told}."
    return f"{assumed} {first_up(seats)}" if seats else assumed


def ahead_sentence(snapshot: Snapshot, found: Forecast) -> str:
    """The band run ahead, in one sentence.

    >>> from graph_model import example
    >>> from graph_model.measures.next.forecast import forecast
    >>> day = example()
    >>> ahead_sentence(day.snapshot, forecast(day)).split(" by ")[0]
    'If nobody speaks to anybody, 25% is still reached'
    """
    until = found.until
    by = date_words(until.day.isoformat())
    if until.event:
        on = snapshot.nodes[until.event].text("start_date")
        by = f"{snapshot.name(until.event)} {'on' if is_exact(on) else 'in'} {date_words(on)}"
    return (
        f"If nobody speaks to anybody, {percent(until.low)} is still reached by {by}, against"
        f" {percent(found.low)} now."
    )


def delegation_lines(snapshot: Snapshot, delegation: str) -> tuple[str, str]:
    """A delegation in two lines: the economy it speaks for, and its own name; `Snapshot.name` is
    the same in one.
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
    part = {code: share for code, (_, share) in band.by_kind.items()}
    talked = sum(part[code] for code in ("cooled", "raised_by_others", "never_raised"))
    before = sum(part[code] for code in ("quiet", "slight", "no_answer"))
    lead = (
        f"Weighed by what is at stake, {stressed(f'{percent(band.low)} is reached')}"
        + (f"; for {percent(talked)} there is a line, but not on the issue" if talked else "")
        + (f"; {percent(before)} was tried, met in passing, or has gone quiet" if before else "")
        + (
            f"; about {percent(part['nobody'])} the members were asked and know nobody"
            if part["nobody"]
            else ""
        )
        + (
            f"; {stressed(percent(part['unknown']))} is not known, so more may be reached than is"
            " on record."
            if part["unknown"]
            else "; nothing is left unknown."
        )
    )
    if band.delegations == 1:
        with_whom = "with the one delegation that negotiates"
        return (
            f"On record, we are {'' if live else 'not '}in touch {with_whom} Internet issues.",
            lead,
        )
    some = f"{live or 'none'} of the {band.delegations} delegations that negotiate"
    return f"On record, we are in touch with {some} Internet issues.", lead


def band_words(band: Coverage) -> str:
    """The two ends of the band: what is on record as reached, and what is not known."""
    unknown = band.by_kind["unknown"][1]
    open_to = f"not known: {percent(unknown)}" if unknown else "nothing is left unknown"
    return f"Reached, as far as is on record: {percent(band.low)}; {open_to}"


def last_contact(day: Day, cell: Cell) -> tuple[str, tuple[str, ...]]:
    """The date of our latest contact that a cell rests on, as written, and who of us took part in
    it, by name (others who did are not ours); empty where none is on record.
    """
    if not cell.contacts:
        return "", ()
    latest = cell.contacts[0]
    return day.snapshot.nodes[latest].text("date"), who_of_us(day, latest)


def who_of_us(day: Day, contact: str) -> tuple[str, ...]:
    """Who of us took part in a contact or told of it, by name."""
    return tuple(sorted(map(day.snapshot.name, ours_behind(day, contact))))


def ours_behind(day: Day, contact: str) -> frozenset[str]:
    """The same by id."""
    ties = day.snapshot.back(contact, "TOOK_PART_IN", "GAVE")
    return ours(day).intersection(tie.source for tie in ties)


def not_sure(snapshot: Snapshot, answers: Sequence[str]) -> str:
    """What members answered where nothing settles it, in a sentence."""
    who = sorted(
        {
            snapshot.name(tie.source)
            for id in answers
            if snapshot.nodes[id].text("said") == "dont_know"
            for tie in snapshot.back(id, "GAVE")
        }
    )
    if not who:
        return "No member was asked yet."
    does = "does" if len(who) == 1 else "do"
    return f"{listed(who, 3)} {does} not know; others can still be asked."


def beside_friends(own: Coverage, friends: Coverage) -> str:
    """What friends outside the coalition would add to its own band; empty when they are in it, or
    add nothing.
    """
    if own == friends or not own.cells:
        return ""
    return (
        f" With friends outside the coalition {stressed(percent(friends.low))} is reached, and"
        f" {percent(friends.by_kind['unknown'][1])} is not known."
    )


def standing_sentence(snapshot: Snapshot, cells: Sequence[Cell]) -> str:
    """How many delegations have no live line, and on whom the others hang, in a sentence."""
    everyone = {cell.delegation for cell in cells}
    lines = {cell.delegation: set(cell.members) for cell in cells if cell.members}
    silent, carriers = len(everyone) - len(lines), set[str]().union(*lines.values())
    on = f"on {snapshot.name(next(iter(carriers)))}" if len(carriers) == 1 else ""
    if len(everyone) == 1:
        has = f"has {'a' if lines else 'no'} live line to us"
        return f"The one delegation at the table {has}{f', which hangs {on}' if on else ''}."
    if not lines:
        return f"None of the {len(everyone)} delegations at the table has a live line to us."
    if not silent:
        hang = f"; all hang {on}" if on else ""
        return f"Each of the {len(everyone)} delegations at the table has a live line to us{hang}."
    one = len(lines) == 1
    others = "the other one" if one else f"the other {len(lines)}"
    hang = f"hang{'s' if one else ''} {on}" if on else "has one" if one else "have one"
    have = "has" if silent == 1 else "have"
    return f"{silent} of {len(everyone)} delegations {have} no live line to us; {others} {hang}."
