"""Which entries a picture shows, as the graph was on a day; and the `Picture` of them, with looks
from the vocabulary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from explorer.picture.folding import folded
from explorer.picture.layout import arrange
from explorer.picture.picture import (
    Entry,
    LegendLine,
    Picture,
    Position,
    Recipe,
    Tie,
    borne_by,
    empty_seat,
)
from explorer.words.captions import caption
from graph_model.dates import as_date, holds_on
from graph_model.measures import our_contacts, seats
from graph_model.measures.day import Day
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.source_addresses import noted_sources
from graph_model.vocabulary import SCHEMA
from graph_model.vocabulary.shared_fields import CONTACT

FIRST = 60
#: Labels that a picture leaves out unless it starts from one: they say when, how much or under
#: which name, not who.
QUIET = frozenset({"Phase", "Indicator", "OtherName"})


def on_the_day(row: NodeRow | RelationshipRow, on: date) -> bool:
    """Whether a row holds on a day: within its validity, and for an engagement not before it
    happened.
    """
    if row.kind == "Engagement" and as_date(row.text("date")) > on:
        return False
    return holds_on(row.text("valid_from"), row.text("valid_to"), on)


def choose(
    day: Day, starts: Sequence[str], hops: int = 1, hidden: frozenset[str] = frozenset()
) -> list[str]:
    """Ids within so many steps of the starting entries: these first, then the nearest, then the
    best tied.
    """
    found = [id for id in dict.fromkeys(starts) if id in day.snapshot.nodes]
    quiet = (QUIET - {day.snapshot.nodes[id].label for id in found}) | hidden
    distance = dict.fromkeys(found, 0)
    edge = list(found)
    for step in range(1, hops + 1):
        reached = []
        for id in edge:
            for tie in (*day.snapshot.out(id), *day.snapshot.back(id)):
                other = tie.target if tie.source == id else tie.source
                row = day.snapshot.nodes[other]
                if (
                    other not in distance
                    and row.label not in quiet
                    and on_the_day(tie, day.at)
                    and on_the_day(row, day.at)
                ):
                    distance[other] = step
                    reached.append(other)
        edge = reached
    rest = sorted(
        (id for id in distance if distance[id]),
        key=lambda id: (distance[id], -degree(day.snapshot, id), id),
    )
    return [*found, *rest]


def ties_inside(day: Day, ids: Iterable[str]) -> list[RelationshipRow]:
    """The relationships between these entries that hold on the day."""
    wanted = dict.fromkeys(ids)
    return [
        tie
        for id in wanted
        for tie in day.snapshot.out(id)
        if tie.target in wanted and on_the_day(tie, day.at)
    ]


def picture(
    day: Day,
    ids: Sequence[str],
    limit: int = FIRST,
    *,
    title: str = "",
    filters: Sequence[str] = (),
    positions: Mapping[str, Position] | None = None,
    recipe: Recipe | None = None,
    starts: Sequence[str] = (),
) -> Picture:
    """The first entries of a choice, all of it dressed. ``starts`` are what it is a picture of:
    their contacts that are not shown one by one are lines to who had them. Without ``places`` the
    same choice gives the same picture, and a wider one moves nothing.
    """
    shown = list(ids[:limit])
    rows = ties_inside(day, shown)
    ties = (*(tie_of(day.snapshot, row) for row in rows), *folded(day, shown, starts))
    at = positions if positions is not None else layout(day.snapshot, shown, beside=ties)
    entries = tuple(entry(day.snapshot, id, at[id]) for id in shown)
    return Picture(
        entries,
        ties,
        left_out=len(ids) - len(shown),
        title=title,
        as_of=day.at,
        filters=tuple(filters),
        legend=legend(day, entries),
        lines=lines(ties),
        sources=len(
            {
                address
                for row in (*map(day.snapshot.node, shown), *rows)
                for address in noted_sources(row.text("source_url"))
            }
        ),
        recipe=recipe or Recipe(as_of=day.at.isoformat()),
    )


def entry(snapshot: Snapshot, id: str, position: Position) -> Entry:
    """One entry in the look of its label; the better tied, the larger."""
    kind = SCHEMA.by_label[snapshot.nodes[id].label]
    ties, row = degree(snapshot, id), snapshot.nodes[id]
    weight = ties if row.text("name") else ties / 20  # a name says more than a date
    return Entry(
        id,
        caption(snapshot, id),
        kind.label,
        *position,
        7 + min(ties, 60) ** 0.5 * 1.2,
        kind.color,
        kind.shape,
        weight,
    )


def tie_of(snapshot: Snapshot, row: RelationshipRow) -> Tie:
    """One tie in the look of its kind, with what stands behind it."""
    kind = SCHEMA.by_name[row.type]
    address, sure = borne_by(row)
    return Tie(
        row.source,
        row.target,
        kind.says,
        row.type,
        kind.look.color,
        kind.look.line,
        kind.look.width,
        since=since(snapshot, row),
        source_url=address,
        sure=sure,
    )


def since(snapshot: Snapshot, row: RelationshipRow) -> str:
    """From when a tie holds: by itself, or by the day of the contact at one of its ends."""
    return row.text("valid_from") or next(
        (day for id in (row.source, row.target) if (day := snapshot.nodes[id].text("date"))), ""
    )


def ever_met(day: Day) -> frozenset[str]:
    """The delegations that a recorded contact of ours reached by a day."""
    return frozenset(
        id for contact in our_contacts(day) if contact.on <= day.at for id in contact.delegations
    )


def seated(day: Day, made: Picture, public: bool = False) -> Picture:
    """The picture with empty places: delegations at a table that it shows, with whom nobody of us
    is known to have been in contact. A picture for the public cannot say so, for it shows no
    contact that is not public; it says that of all of them alike, and so tells nothing of any.
    """
    tables = [entry.id for entry in made.entries if entry.label == "Agreement"]
    seat = {row.source for agreement in tables for row in seats(day, agreement)}
    met = ever_met(day)
    entries = tuple(
        replace(entry, seat=empty_seat(public))
        if entry.id in seat and entry.id not in met
        else entry
        for entry in made.entries
    )
    return replace(made, entries=entries)


def legend(day: Day, entries: Sequence[Entry]) -> tuple[LegendLine, ...]:
    """Each label in the picture: how many of it are shown, and how many more the graph holds on the
    day.
    """
    shown = Counter(entry.label for entry in entries)
    found = []
    for kind in SCHEMA.nodes:
        if shown[kind.label]:
            number = sum(on_the_day(row, day.at) for row in day.snapshot.of(kind.label))
            says = kind.singular if shown[kind.label] == 1 else kind.plural.lower()
            found.append(
                LegendLine(
                    kind.label,
                    says,
                    shown[kind.label],
                    max(0, number - shown[kind.label]),
                    kind.color,
                    kind.shape,
                )
            )
    return tuple(found)


def lines(ties: Sequence[Tie]) -> tuple[LegendLine, ...]:
    """Each look of a line in the picture, with what it stands for."""
    looks = dict.fromkeys(kind.look for kind in SCHEMA.relationships)
    number = Counter(SCHEMA.by_name[tie.type].look if tie.type else CONTACT for tie in ties)
    return tuple(
        LegendLine(
            look.says, look.says, number[look], 0, look.color, line=look.line, width=look.width
        )
        for look in looks
        if number[look]
    )


def layout(
    snapshot: Snapshot, ids: Sequence[str], step: int = FIRST, beside: Sequence[Tie] = ()
) -> dict[str, Position]:
    """Places in steps of sixty: those of an earlier step stay where they are when more are shown.
    ``beside`` are ties that are no rows.
    """
    placed: dict[str, Position] = {}
    for end in range(step, len(ids) + step, step):
        part = ids[:end]
        wanted = set(part)
        pairs = [
            (tie.source, tie.target)
            for id in part
            for tie in snapshot.out(id)
            if tie.target in wanted
        ]
        pairs += [(tie.source, tie.target) for tie in beside if not tie.type]
        placed = arrange(part, pairs, pinned=placed)
    return placed


def degree(snapshot: Snapshot, id: str) -> int:
    """How many relationships an entry has."""
    return len(snapshot.out(id)) + len(snapshot.back(id))
