"""Answers about rooms: whom we know at the next event, and which open forum handles an issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer.answers.answer_tables import (
    AnswerCell,
    AnswerGroup,
    AnswerRow,
    GroupedAnswer,
    date_cell,
    entries_cell,
    number_cell,
    text_cell,
)
from explorer.answers.line_answers import with_parts
from explorer.words.routes import stops_words, strength_word
from explorer.words.text import count, words
from graph_model.dates import as_date, date_words
from graph_model.measures import Contact, Day, is_member, target_cells, ties
from graph_model.measures.coming_events import NO_MEETING, coming_events, expected_delegations
from graph_model.measures.contacts import contacts
from graph_model.measures.introductions import find_routes
from graph_model.measures.member_answers import standing_answers
from graph_model.measures.negotiations import on_record
from graph_model.measures.route_search import Route
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import VENUE_ACCESS


def next_event(day: Day) -> str:
    """The first occasion ahead at which somebody is expected; where nobody is at any, the first.
    Empty when none is on record.
    """
    ahead = coming_events(day)
    peopled = (event.id for event in ahead if expected_delegations(day.snapshot, event.id))
    return next(peopled, ahead[0].id if ahead else "")


def whom_we_know(day: Day, event: str, member: str) -> GroupedAnswer:
    """At an event, whom does a member know already (any of us, when none is named), and who makes
    the introduction to the others; the best first.
    """
    if not event:
        return GroupedAnswer("No event is on record after this day.", "", ())
    room = expected_delegations(day.snapshot, event)
    known: dict[str, list[tuple[float, str, Contact]]] = {}
    held = ties(day)
    for (who, whom), had in held.contacts.items():
        counted = [contact for contact in had if contact.worth > 0]
        if whom in room and counted and member in ("", who):
            known.setdefault(whom, []).append((held.warmth[who, whom], who, counted[-1]))
    ways = {
        id: next(iter(find_routes(day, id, start=member).routes), None)
        for id in room
        if id not in known
    }
    met = {id: way for id, way in ways.items() if way and not way.over_a_table}
    groups = (
        _known(day, known, member),
        _introduced(day, met, member),
        _nobody(day, {id: ways[id] for id in ways if id not in met}),
    )
    return GroupedAnswer(
        _at_the_event(day, event, member, (len(known), len(met), len(room))),
        _before(day, event),
        groups,
    )


def _at_the_event(day: Day, event: str, member: str, numbers: tuple[int, int, int]) -> str:
    row, (known, met, room) = day.snapshot.nodes[event], numbers
    who = day.snapshot.name(member) if member else "somebody of us"
    when = date_words(row.text("start_date"))
    if not room:
        return f"{row.full_name}, {when}: no delegation is recorded as expected there."
    return (
        f"{row.full_name}, {when}: {who} knows {known} of the {count(room, 'delegation')}"
        f" expected, and can be introduced to {met}."
    )


def _before(day: Day, event: str) -> str:
    """How we know who comes; and what comes earlier, of which that is not known."""
    ahead = [row.id for row in coming_events(day)]
    earlier = ahead[: ahead.index(event)] if event in ahead else []
    silent = [id for id in earlier if not expected_delegations(day.snapshot, id)]
    how = (
        "They are on record as expected."
        if day.snapshot.back(event, "EXPECTED_AT")
        else "At a consultation or a deadline the talks do not meet."
        if day.snapshot.nodes[event].text("kind") in NO_MEETING
        else "Expected is who sits at the talks that the event convenes."
    )
    if not silent:
        return f"{how} To know means: a contact that counts is on record, however old."
    return f"{how} {count(len(silent), 'event')} before it name no delegation yet."


def _known(
    day: Day, known: dict[str, list[tuple[float, str, Contact]]], member: str
) -> AnswerGroup:
    rows = []
    for id, had in known.items():
        had.sort(key=lambda one: (-one[0], -one[2].on.toordinal(), one[1]))
        warmth, _, contact = had[0]
        live = "live" if warmth >= day.settings.live else "gone quiet"
        written = day.snapshot.nodes[contact.id].text("date")
        rows.append(
            (
                -warmth,
                -contact.on.toordinal(),
                day.snapshot.name(id).casefold(),
                AnswerRow(
                    (
                        entries_cell(day.snapshot, (id,)),
                        entries_cell(day.snapshot, (who for _, who, _ in had)),
                        date_cell(written, words(contact.kind)),
                        AnswerCell(live, (0, -warmth, "")),
                    ),
                    day.snapshot.nodes[contact.id].text("source_url"),
                ),
            )
        )
    who = f"{day.snapshot.name(member)} knows" if member else "Somebody of us knows"
    head = ("delegation", "who of us", "last contact", "the line is")
    says = "The strongest line first."
    return AnswerGroup(
        f"{who}: {len(rows)}", says, head, tuple(row for *_, row in sorted(rows, key=_key))
    )


def _key(row: tuple[float, int, str, AnswerRow]) -> tuple[float, int, str]:
    return row[:3]


def _introduced(day: Day, met: dict[str, Route], member: str) -> AnswerGroup:
    ranked = sorted(met.items(), key=lambda pair: (-pair[1].strength, day.snapshot.name(pair[0])))
    rows = tuple(
        AnswerRow(
            (
                entries_cell(day.snapshot, (id,)),
                text_cell(stops_words(day.snapshot, way, member)),
                AnswerCell(
                    strength_word(way.strength, day.settings).lower(), (0, -way.strength, "")
                ),
            )
        )
        for id, way in ranked
    )
    head = ("delegation", "who makes the introduction", "the way is")
    return AnswerGroup(f"Can be introduced: {len(rows)}", "The best way first.", head, rows)


def _nobody(day: Day, left: dict[str, Route | None]) -> AnswerGroup:
    asked = standing_answers(day)
    rows = tuple(
        AnswerRow(
            (
                entries_cell(day.snapshot, (id,)),
                text_cell(_hint(day.snapshot, way)),
                text_cell("asked" if id in asked else "not asked yet"),
            )
        )
        for id, way in sorted(left.items(), key=lambda pair: day.snapshot.name(pair[0]).casefold())
    )
    head = ("delegation", "a hint, no introduction", "members were")
    says = "Ask the members: who has a line that is not on record?"
    return AnswerGroup(f"Nobody on record: {len(rows)}", says, head, rows)


def _hint(snapshot: Snapshot, way: Route | None) -> str:
    if way is None:
        return ""
    return f"shares a table with {snapshot.name(way.stops[-2])}"


def open_forums(day: Day, issue: str) -> GroupedAnswer:
    """Which open forum already handles an issue, and which members sit both there and with those
    who negotiate it. Open means that anybody may enter, at most by registration.
    """
    if not issue:
        return GroupedAnswer("No issue is on record.", "", ())
    snapshot, wanted = day.snapshot, with_parts(day.snapshot, (issue,))
    raised = _raised(day, wanted)
    talks = {
        tie.source for id in wanted for tie in snapshot.back(id, "COVERS") if on_record(day, tie)
    }
    found = {code: list[NodeRow]() for code in ("open", "accredited", "on_request")}
    for venue in snapshot.of("Venue"):
        access = VENUE_ACCESS.get(venue.text("ngo_access"), "")
        handled = raised.get(venue.id) or _followed(snapshot, venue.id, talks)
        if access in found and handled:
            found[access].append(venue)
    rooms = {venue.id for venue in found["open"]}
    both = _both(day, rooms, raised, wanted)
    ours = {id: part for id, part in both.items() if is_member(snapshot.nodes[id], day)}
    friends = {id: part for id, part in both.items() if id not in ours}
    elsewhere = sorted(snapshot.nodes[id].text("open_forum_elsewhere") for id in wanted)
    said = "; ".join(dict.fromkeys(part for part in elsewhere if part))
    sentence = (
        f"{snapshot.node(issue).full_name} is handled in {count(len(rooms), 'open forum')} on"
        f" record; {count(len(ours), 'member')} {'sits' if len(ours) == 1 else 'sit'} in both"
        " rooms."
    )
    lead = "Open means that anybody may enter, at most by registration."
    groups = (
        _forums(snapshot, "Open to anybody", found["open"], raised, talks),
        _sitting(snapshot, f"Members in both rooms: {len(ours)}", ours),
        _sitting(snapshot, f"Friends outside the coalition in both rooms: {len(friends)}", friends),
        _forums(snapshot, "With accreditation", found["accredited"], raised, talks, True),
        _forums(snapshot, "On request", found["on_request"], raised, talks, True),
    )
    return GroupedAnswer(
        sentence, f"{lead} Elsewhere it is discussed in: {said}." if said else lead, groups
    )


def _raised(day: Day, wanted: frozenset[str]) -> dict[str, set[str]]:
    """The contacts in which these issues were raised, by the venue where they were held."""
    snapshot, found = day.snapshot, dict[str, set[str]]()
    for row in snapshot.of("Engagement"):
        about = {tie.target for tie in snapshot.out(row.id, "ABOUT")}
        if not about & wanted or as_date(row.text("date")) > day.at:
            continue
        for tie in snapshot.out(row.id, "HELD_AT"):
            hosts = [host.target for host in snapshot.out(tie.target, "HOSTED_BY")]
            for venue in (tie.target, *hosts):
                found.setdefault(venue, set()).add(row.id)
    return found


def _followed(snapshot: Snapshot, venue: str, talks: set[str]) -> list[str]:
    """The agreements on these issues that are negotiated or discussed at a venue."""
    ties = snapshot.back(venue, "NEGOTIATED_IN", "DISCUSSED_IN")
    return sorted({tie.source for tie in ties if tie.source in talks})


def _forums(
    snapshot: Snapshot,
    title: str,
    venues: Sequence[NodeRow],
    raised: dict[str, set[str]],
    talks: set[str],
    folded: bool = False,
) -> AnswerGroup:
    rows = [
        AnswerRow(
            (
                entries_cell(snapshot, (venue.id,)),
                number_cell(len(raised.get(venue.id, ()))),
                entries_cell(snapshot, _followed(snapshot, venue.id, talks), by_number=True),
                text_cell(venue.text("ngo_access_note")),
            ),
            venue.text("source_url"),
        )
        for venue in venues
    ]
    rows.sort(key=lambda row: (-row.cells[1].order[1], row.cells[0].order))
    head = ("forum", "contacts there on it", "talks on it there", "who may enter")
    return AnswerGroup(f"{title}: {len(rows)}", "", head, tuple(rows), folded)


def _both(
    day: Day, rooms: Iterable[str], raised: dict[str, set[str]], wanted: frozenset[str]
) -> dict[str, tuple[set[str], set[str]]]:
    """Who raised these issues in one of these rooms and met a delegation that negotiates them now:
    the rooms, and the delegations.
    """
    snapshot, there = day.snapshot, dict[str, set[str]]()
    for room in rooms:
        for id in raised.get(room, ()):
            for tie in snapshot.back(id, "TOOK_PART_IN"):
                there.setdefault(tie.source, set()).add(room)
    seated = {target.delegation for target in target_cells(day).values() if target.issue in wanted}
    met = dict[str, set[str]]()
    for contact in contacts(snapshot, day.settings):
        if contact.worth > 0 and contact.kind != "answer" and contact.on <= day.at:
            for member in contact.members:
                met.setdefault(member, set()).update(contact.delegations & seated)
    return {id: (there[id], met[id]) for id in sorted(there) if met.get(id)}


def _sitting(
    snapshot: Snapshot, title: str, both: dict[str, tuple[set[str], set[str]]]
) -> AnswerGroup:
    rows = sorted(
        (
            AnswerRow(
                (
                    entries_cell(snapshot, (id,)),
                    entries_cell(snapshot, rooms, by_number=True),
                    entries_cell(snapshot, met, by_number=True),
                )
            )
            for id, (rooms, met) in both.items()
        ),
        key=lambda row: (-row.cells[2].order[1], row.cells[0].order),
    )
    head = ("member", "open forum", "met of those who negotiate it")
    return AnswerGroup(
        title, "They raised the issue in the forum, whenever that was.", head, tuple(rows)
    )
