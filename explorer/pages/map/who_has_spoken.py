"""Who of us has spoken to the delegations of a negotiation: members, delegations and the agreement
side by side, lines as warm as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from explorer.pages.map.spoken_positions import gap_note, spoken_positions
from explorer.picture.network_payload import DrawOptions
from explorer.picture.picture import Entry, LegendLine, Picture, Seat, Tie, borne_by, empty_seat
from explorer.picture.selection import entry, ever_met, legend, tie_of
from graph_model.measures import (
    Contact,
    MemberTies,
    Settings,
    family,
    live_talks,
    our_contacts,
    seats,
    ties,
)
from graph_model.measures.day import Day
from graph_model.rows import RelationshipRow
from graph_model.schema import LineStyle
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from graph_model.vocabulary.palette import BLUE

#: What a line says that is meant to be made and never counts as fact.
PLANNED = "planned contact"
SEAT = "at the table"
#: Looks of the lines, by what they say: colour, pattern, width.
LOOKS: Mapping[str, tuple[str, LineStyle, float]] = {
    "live line": (BLUE, "solid", 3.4),
    "gone quiet": ("#85827A", "solid", 1.4),
    "new since then": ("#009E73", "solid", 3.4),
    "cooled since then": ("#A34600", "dashed", 2.0),
    PLANNED: (BLUE, "dotted", 1.8),
    SEAT: ("#B9B5AB", "solid", 0.9),
}


@dataclass(frozen=True)
class SpokenScene:
    """The answer: the picture, how it is drawn, and the sentence above it."""

    picture: Picture
    drawn: DrawOptions
    sentence: str


def talks_of(day: Day) -> list[str]:
    """The agreements on the table that day, those first on which most of their delegations were
    met, then whose delegations were met at all.
    """
    past = [contact for contact in our_contacts(day) if contact.on <= day.at]
    ever = {delegation for contact in past for delegation in contact.delegations}
    seats = {id: seated(day, id) for id in live_talks(day)}

    def met(id: str) -> tuple[int, int]:
        here = _on_it(day.snapshot, id)
        about = {
            delegation
            for contact in past
            if contact.id in here
            for delegation in contact.delegations
        }
        return len(about.intersection(seats[id])), len(ever.intersection(seats[id]))

    return sorted(
        (id for id in seats if seats[id]),
        key=lambda id: ([-number for number in met(id)], -len(seats[id]), day.snapshot.name(id)),
    )


def seated(day: Day, agreement: str) -> list[str]:
    """The delegations at the table of an agreement on a day, by name."""
    found = {seat.source for seat in seats(day, agreement)}
    return sorted(found, key=lambda id: short(day.snapshot, id))


def short(snapshot: Snapshot, delegation: str) -> str:
    """A delegation by the economy it speaks for, where it has one."""
    return snapshot.economy(delegation) or snapshot.name(delegation)


def spoken_scene(
    day: Day, agreement: str, issue: str, since: date | None = None, public: bool = False
) -> SpokenScene:
    """The picture of one negotiation on a day, on one issue or on any; with an earlier day, what is
    new and what has cooled since. ``public`` is a picture that shows no contact that is not public,
    and so cannot say that there is none.
    """
    seat_of = {seat.source: seat for seat in seats(day, agreement)}
    known = _known(day, issue)
    now = ties(day, known)
    here = {contact.id for contact in known} & _on_it(day.snapshot, agreement)
    warm = _warm(day, now, here, seat_of)
    met = {delegation for _, delegation in warm}
    ever = met.union(*(contact.delegations for contact in known if contact.id in here))
    table = seated(day, agreement)
    if not table:
        said = f"Nobody sits at the table of {day.snapshot.name(agreement)} on this day"
        return SpokenScene(Picture((), (), as_of=day.at), DrawOptions(), said)
    planned = _planned(day.snapshot, table)
    laid = spoken_positions(table, ever, [*warm, *planned], agreement)

    before = ties(day.on(since), known).warmth if since else {}
    says = {pair: _says(warm[pair], before.get(pair), since, day.settings) for pair in warm}
    drawn = [_met(day.snapshot, pair, says[pair], now.contacts[pair]) for pair in sorted(warm)]
    drawn += [_tie(member, delegation, PLANNED) for member, delegation in planned]
    drawn += [_seat(day.snapshot, seat_of[id]) for id in laid.rows]
    unmet = _unmet(day, [id for id in laid.rows if id not in met], public)
    entries = tuple(
        replace(_entry(day.snapshot, id, laid.position[id]), seat=unmet.get(id, ""))
        for id in (*laid.members, *laid.rows, agreement)
    )
    picture = Picture(
        entries, tuple(drawn), as_of=day.at, legend=legend(day, entries), lines=_lines(drawn)
    )
    style = DrawOptions(
        side={**dict.fromkeys(laid.members, "l"), **dict.fromkeys(laid.rows, "r"), agreement: "b"},
        notes=gap_note(laid, day.snapshot.name(agreement), public),
        curved=True,
        arrows=False,
        strong=True,
        base=f"{agreement}~{issue}",
    )
    live = {pair for pair, value in warm.items() if value >= day.settings.live}
    return SpokenScene(picture, style, _sentence(day.snapshot, agreement, laid.rows, live))


def _warm(
    day: Day, now: MemberTies, here: Collection[str], at_the_table: Collection[str]
) -> dict[tuple[str, str], float]:
    """How warm the ties are with those at the table: live ones, and whatever a contact about these
    talks made.
    """
    return {
        pair: value
        for pair, value in now.warmth.items()
        if pair[1] in at_the_table
        and (value >= day.settings.live or any(met.id in here for met in now.contacts[pair]))
    }


def _unmet(day: Day, delegations: Sequence[str], public: bool) -> dict[str, Seat]:
    """The places of those whom nobody of us met on this: never, or on something else."""
    elsewhere = frozenset[str]() if public else ever_met(day)
    return {id: "elsewhere" if id in elsewhere else empty_seat(public) for id in delegations}


def _known(day: Day, issue: str) -> list[Contact]:
    """Contacts on an issue, its parent or its children; all of them where no issue is asked
    about.
    """
    near = family(day.snapshot, issue) if issue else frozenset()
    return [contact for contact in our_contacts(day) if not issue or contact.issues & near]


def _on_it(snapshot: Snapshot, agreement: str) -> set[str]:
    """Contacts about an agreement, or at an event that convenes its talks."""
    events = {tie.source for tie in snapshot.back(agreement, "CONVENES")}
    return {
        tie.source for id in (agreement, *events) for tie in snapshot.back(id, "ABOUT", "HELD_AT")
    }


def _says(now: float, before: float | None, since: date | None, settings: Settings) -> str:
    """What a line is, and how that differs from an earlier day."""
    if since and before is None:
        return "new since then"
    if since and now < settings.live <= (before or 0.0):
        return "cooled since then"
    return "live line" if now >= settings.live else "gone quiet"


def _planned(snapshot: Snapshot, table: list[str]) -> list[tuple[str, str]]:
    """Contacts that members mean to make with these delegations."""
    found = []
    for plan in snapshot.of("Plan"):
        if plan.text("state") == "planned":
            targets = [
                tie.target for tie in snapshot.out(plan.id, "AIMS_AT") if tie.target in table
            ]
            found += [
                (tie.source, target)
                for tie in snapshot.back(plan.id, "CARRIES")
                for target in targets
            ]
    return sorted(set(found))


def _entry(snapshot: Snapshot, id: str, at: tuple[float, float]) -> Entry:
    made = entry(snapshot, id, at)
    name = short(snapshot, id) if made.label == "Delegation" else snapshot.name(id)
    return Entry(
        id,
        name,
        made.label,
        *at,
        11.0 if made.label == "Agreement" else 8.0,
        made.color,
        made.shape,
        made.weight,
    )


def _tie(source: str, target: str, says: str) -> Tie:
    color, line, width = LOOKS[says]
    return Tie(source, target, says, "", color, line, width)


def _met(snapshot: Snapshot, pair: tuple[str, str], says: str, met: Sequence[Contact]) -> Tie:
    """A line between a member and a delegation, with the latest of the contacts behind it."""
    latest = snapshot.nodes[_latest_first(met)[0].id]
    address, sure = borne_by(latest)
    return replace(_tie(*pair, says), since=latest.text("date"), source_url=address, sure=sure)


def contacts_behind(day: Day, issue: str, member: str, delegation: str) -> list[str]:
    """The contacts behind a line of the picture, the latest first."""
    met = ties(day, _known(day, issue)).contacts.get((member, delegation), ())
    return [contact.id for contact in _latest_first(met)]


def _latest_first(met: Sequence[Contact]) -> list[Contact]:
    return sorted(met, key=lambda contact: (contact.on, contact.id), reverse=True)


def _seat(snapshot: Snapshot, seat: RelationshipRow) -> Tie:
    told, made = tie_of(snapshot, seat), _tie(seat.source, seat.target, SEAT)
    return replace(made, since=told.since, source_url=told.source_url, sure=told.sure)


def _lines(drawn: list[Tie]) -> tuple[LegendLine, ...]:
    count = {says: sum(tie.says == says for tie in drawn) for says in LOOKS}
    return tuple(
        LegendLine(says, says, count[says], 0, color, line=line, width=width)
        for says, (color, line, width) in LOOKS.items()
        if count[says]
    )


def _sentence(
    snapshot: Snapshot, agreement: str, rows: list[str], live: set[tuple[str, str]]
) -> str:
    reached = [id for id in rows if any(id == delegation for _, delegation in live)]
    what, number = snapshot.name(agreement), len(rows)
    plural = SCHEMA.by_label["Delegation"].plural.lower()
    if not reached:
        return (
            f"None of the {number} {what} {plural} has a live line to us"
            if number > 1
            else f"The {what} delegation has no live line to us"
        )
    count = {1: "One", 2: "Two", 3: "Three"}.get(len(reached), str(len(reached)))
    names = ", ".join(short(snapshot, id) for id in reached[:3]) + (
        f" and {len(reached) - 3} more" if len(reached) > 3 else ""
    )
    through = sorted(
        {snapshot.name(member) for member, delegation in live if delegation in reached}
    )
    by = (
        f", through {', '.join(through[:2])}"
        if len(through) <= 2
        else f", through {len(through)} members"
    )
    return (
        f"{count} of {number} {what} {plural} {'has' if len(reached) == 1 else 'have'} a live line"
        f" to us: {names}{by}"
    )
