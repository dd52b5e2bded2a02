"""Whom the coalition reached in a span of days, who reached out, who joined, and what is
planned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from explorer.reports.parts import PROVEN, entry_names, latest, provenance_cells, sources_of
from explorer.words.text import count, series, words
from graph_model.dates import as_date, date_words
from graph_model.measures import is_member
from graph_model.measures.day import Day
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot
from loaders.take_out.report_shape import ReportSection, rows

NO_REGION = "no region on record"


def contacts_between(day: Day, since: date, *, of_friends: bool = False) -> list[NodeRow]:
    """The contacts after a day, up to another, oldest first: those in which a member of the
    coalition took part, or those of friends alone. Who was a member on the day of the contact
    counts.
    """
    found = []
    for row in day.snapshot.of("Engagement"):
        on = as_date(row.text("date"))
        who = [day.snapshot.nodes[tie.source] for tie in day.snapshot.back(row.id, "TOOK_PART_IN")]
        ours = any(is_member(member, day.on(on)) for member in who)
        if since < on <= day.at and who and ours != of_friends:
            found.append(row)
    return sorted(found, key=lambda row: (as_date(row.text("date")), row.id))


def by_region(
    snapshot: Snapshot, made: Sequence[NodeRow], before: Sequence[NodeRow]
) -> ReportSection:
    """Contacts and delegations by the region of the economy that was reached."""

    def regions(delegation: str) -> set[str]:
        spoken_for = (tie.target for tie in snapshot.out(delegation, "REPRESENTS"))
        return {snapshot.nodes[id].text("region") or NO_REGION for id in spoken_for} or {NO_REGION}

    def reached(row: NodeRow) -> set[str]:
        return {region for tie in snapshot.out(row.id, "REACHED") for region in regions(tie.target)}

    def whom(row: NodeRow, region: str) -> list[str]:
        reached = (tie.target for tie in snapshot.out(row.id, "REACHED"))
        return [id for id in reached if region in regions(id)]

    return _by(snapshot, "Outreach by region", "region", "delegations", made, before, reached, whom)


def by_group(day: Day, made: Sequence[NodeRow], before: Sequence[NodeRow]) -> ReportSection:
    """Contacts and members by stakeholder group, in the words of the IGF."""
    snapshot = day.snapshot

    def members(row: NodeRow) -> list[NodeRow]:
        on = day.on(as_date(row.text("date")))
        who = (snapshot.nodes[tie.source] for tie in snapshot.back(row.id, "TOOK_PART_IN"))
        return [member for member in who if is_member(member, on)]

    def groups(row: NodeRow) -> set[str]:
        return {words(member.text("stakeholder_group")) for member in members(row)}

    def whom(row: NodeRow, group: str) -> list[str]:
        return [its.id for its in members(row) if words(its.text("stakeholder_group")) == group]

    title = "Outreach by stakeholder group"
    return _by(snapshot, title, "group", "members", made, before, groups, whom)


def _by(
    snapshot: Snapshot,
    title: str,
    part: str,
    who: str,
    made: Sequence[NodeRow],
    before: Sequence[NodeRow],
    parts_of: Callable[[NodeRow], set[str]],
    whom: Callable[[NodeRow, str], Iterable[str]],
) -> ReportSection:
    """Contacts counted by some part, beside those of the span before."""
    now = {name: [row for row in made if name in parts_of(row)] for name in _all(made, parts_of)}
    then = {
        name: [row for row in before if name in parts_of(row)] for name in _all(before, parts_of)
    }
    counted = {name: now.get(name, []) + then.get(name, []) for name in {*now, *then}}
    lines = [
        (
            name,
            str(len(now.get(name, []))),
            str(len(then.get(name, []))),
            series(
                sorted({snapshot.name(id) for row in now.get(name, []) for id in whom(row, name)})
            ),
            sources_of(counted[name]),
            latest(counted[name]),
        )
        for name in sorted(counted, key=lambda its: (-len(now.get(its, [])), its))
    ]
    nowhere = sum(not parts_of(row) for row in made)
    stands = "stands" if nowhere == 1 else "stand"
    apart = f" {nowhere} of them reached no delegation, and {stands} in no line." if nowhere else ""
    return ReportSection(
        title,
        f"{count(len(made), 'contact')}; one with several counts in each of them.{apart}",
        (part, "contacts", "span before", who, *PROVEN),
        rows(lines),
    )


def _all(found: Sequence[NodeRow], parts_of: Callable[[NodeRow], set[str]]) -> set[str]:
    return {name for row in found for name in parts_of(row)}


def members_changed(day: Day, since: date) -> ReportSection:
    """Who joined or left the coalition in a span of days."""
    lines = []
    for row in day.snapshot.of("Member"):
        for field, what in (("member_from", "joined"), ("member_until", "left")):
            on = row.text(field)
            if row.text("relation") != "peer" and on and since < as_date(on) <= day.at:
                group = words(row.text("stakeholder_group"))
                lines.append(
                    (date_words(on), day.snapshot.name(row.id), what, group, *provenance_cells(row))
                )
    return ReportSection(
        "Members",
        "Who joined the coalition, and who left it.",
        ("when", "member", "change", "stakeholder group", *PROVEN),
        rows(lines),
    )


def plans_ahead(day: Day) -> ReportSection:
    """Kept plans that are not done, and the occasions that they aim at."""
    lines = [
        (
            row.text("name"),
            words(row.text("state")),
            date_words(row.text("due")) if row.text("due") else "",
            entry_names(day.snapshot, (tie.target for tie in day.snapshot.out(row.id))),
            *provenance_cells(row),
        )
        for row in day.snapshot.of("Plan")
        if row.text("state") not in ("done", "dropped")
    ]
    return ReportSection(
        "Plans",
        "What is planned and not done yet.",
        ("plan", "state", "due", "with and about", *PROVEN),
        rows(lines),
    )
