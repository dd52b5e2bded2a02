"""Answers about lines to delegations: where there is none, who was never met, what has gone quiet
or rests on one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

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
from explorer.words.ranks import rank_range
from explorer.words.sentences import last_contact, ours_behind
from explorer.words.text import count, listed, words
from graph_model.capitals import first_up
from graph_model.dates import as_date
from graph_model.measures import (
    KIND,
    LIVE,
    Day,
    Target,
    find_cells,
    main_kind,
    our_contacts,
    target_cells,
)
from graph_model.measures import Cell as Line
from graph_model.measures.gaps import line_contact
from graph_model.measures.ranges.rank_ranges import ranks_among
from graph_model.snapshot import Snapshot
from graph_model.source_addresses import joined_sources


def with_parts(snapshot: Snapshot, issues: Iterable[str]) -> frozenset[str]:
    """Issues, and those that belong to a group among them."""
    asked = tuple(issues)
    parts = (tie.source for id in asked for tie in snapshot.back(id, "PART_OF"))
    return frozenset({*asked, *parts})


def by_delegation(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Lines by the delegation that they lead to."""
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.delegation].append(line)
    return dict(found)


def no_line(day: Day, issues: Collection[str]) -> GroupedAnswer:
    """Which open negotiations touch these issues, and to which delegations there we have no
    line.
    """
    wanted, snapshot = with_parts(day.snapshot, issues), day.snapshot
    touched = [line for line in find_cells(day) if line.issue in wanted]
    delegations = by_delegation(touched)
    live = {line.delegation for line in find_cells(day) if line.kind in LIVE}
    without = {id: lines for id, lines in delegations.items() if id not in live}
    talks = {talk.agreement for line in touched for talk in line.target.talks}

    names = listed([snapshot.name(id) for id in sorted(issues, key=snapshot.name)], 4)
    what = names.replace(" and ", " or ") or "these issues"
    if not touched:
        return GroupedAnswer(f"No open negotiation touches {what} on this day.", "", ())
    sentence = (
        f"{count(len(talks), 'open negotiation')} {'touches' if len(talks) == 1 else 'touch'}"
        f" {what}; we have no line to {len(without)} of the"
        f" {count(len(delegations), 'delegation')} there."
    )
    lead = (
        "A line is a contact of a member that is fresh and weighty enough to count on this day."
        " Below, one row is one delegation, under what stands between us."
    )
    kinds = {id: main_kind(lines) for id, lines in without.items()}
    groups = [
        _without(day, code, {id: without[id] for id in without if kinds[id] == code})
        for code in KIND
        if code in kinds.values()
    ]
    reached = {id: lines for id, lines in delegations.items() if id in live}
    return GroupedAnswer(sentence, lead, (*groups, _with(day, reached), _talks(day, touched, live)))


HEAD = ("delegation", "negotiations", "issues", "last contact")


def _without(day: Day, code: str, found: Mapping[str, Sequence[Line]]) -> AnswerGroup:
    kind = KIND[code]
    title = f"{kind.says}: {count(len(found), 'delegation')}"
    says = f"{first_up(kind.means)}. What to do: {kind.remedy_says.lower()}."
    return AnswerGroup(title, says, HEAD, _rows(day, found))


def _with(day: Day, found: Mapping[str, Sequence[Line]]) -> AnswerGroup:
    title = f"With a line: {count(len(found), 'delegation')}"
    return AnswerGroup(
        title, "A member has a live line, on whatever issue.", HEAD, _rows(day, found), True
    )


def _rows(day: Day, found: Mapping[str, Sequence[Line]]) -> tuple[AnswerRow, ...]:
    snapshot, rows = day.snapshot, []
    for id, lines in found.items():
        talks = {talk.agreement for line in lines for talk in line.target.talks}
        when, who = last_contact(day, lines[0])
        rows.append(
            AnswerRow(
                (
                    entries_cell(snapshot, (id,)),
                    entries_cell(snapshot, talks, by_number=True),
                    entries_cell(snapshot, (line.issue for line in lines), by_number=True),
                    date_cell(when, listed(who)),
                ),
                _sources(snapshot, lines[0].contacts[:1]),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.cells[1].order[1], row.cells[0].order)))


def _sources(snapshot: Snapshot, ids: Iterable[str]) -> str:
    found = (snapshot.nodes[id].text("source_url") for id in ids)
    return joined_sources(found)


def _talks(day: Day, lines: Sequence[Line], live: Collection[str]) -> AnswerGroup:
    """The negotiations, each with what it touches and how many there we have no line to."""
    snapshot, there = day.snapshot, dict[str, dict[str, set[str]]]()
    status = {}
    for line in lines:
        for talk in line.target.talks:
            status[talk.agreement] = talk.status
            part = there.setdefault(talk.agreement, {"issues": set(), "delegations": set()})
            part["issues"].add(line.issue)
            part["delegations"].add(line.delegation)
    rows = [
        AnswerRow(
            (
                entries_cell(snapshot, (id,)),
                text_cell(words(status[id])),
                entries_cell(snapshot, part["issues"], by_number=True),
                number_cell(len(part["delegations"])),
                number_cell(len(part["delegations"] - set(live))),
            ),
            snapshot.nodes[id].text("source_url"),
        )
        for id, part in there.items()
    ]
    rows.sort(key=lambda row: (-row.cells[4].order[1], row.cells[0].order))
    head = ("negotiation", "phase", "issues", "delegations there", "without a line")
    return AnswerGroup(f"The {count(len(rows), 'negotiation')}", "", head, tuple(rows))


def never_met(day: Day) -> GroupedAnswer:
    """Which delegations carry most Internet issues and have had no outreach, ranked."""
    snapshot = day.snapshot
    met = {
        id for contact in our_contacts(day) if contact.holds(day.at) for id in contact.delegations
    }
    targets: defaultdict[str, list[Target]] = defaultdict(list)
    for target in target_cells(day).values():
        targets[target.delegation].append(target)
    silent = sorted(
        (id for id in targets if id not in met),
        key=lambda id: (-len(targets[id]), snapshot.name(id).casefold()),
    )
    if not silent:
        return GroupedAnswer("Every delegation at an open table was written to or met.", "", ())
    most = len(targets[silent[0]])
    first = [snapshot.name(id) for id in silent if len(targets[id]) == most]
    sentence = (
        f"{count(len(silent), 'delegation')} of {len(targets)} at an open table had no outreach;"
        f" {listed(first)} {'carries' if len(first) == 1 else 'carry'} most issues: {most}."
    )
    lead = (
        "Counted are Internet issues in open negotiations; no contact of a member with these"
        " delegations is on record. Equal numbers share a place."
    )
    ranks, rows = ranks_among([(-len(targets[id]), -len(targets[id])) for id in silent]), []
    for id, (best, worst) in zip(silent, ranks, strict=True):
        talks = {talk.agreement for target in targets[id] for talk in target.talks}
        rows.append(
            AnswerRow(
                (
                    AnswerCell(rank_range(best, worst), (0, float(best), "")),
                    entries_cell(snapshot, (id,)),
                    number_cell(len(targets[id])),
                    entries_cell(
                        snapshot, (target.issue for target in targets[id]), by_number=True
                    ),
                    entries_cell(snapshot, talks, by_number=True),
                )
            )
        )
    head = ("place", "delegation", "issues", "which", "negotiations")
    return GroupedAnswer(sentence, lead, (AnswerGroup("Ranked by issues", "", head, tuple(rows)),))


def weak_lines(day: Day) -> GroupedAnswer:
    """Which contacts are stale, or rest on one member alone; kinds as on the first page."""
    found, groups = find_cells(day), []
    for code, title in (
        ("one", "Rest on one member"),
        ("cooled", "Raised before, has cooled"),
        ("quiet", "Gone quiet"),
        ("slight", "Met in passing"),
    ):
        lines = by_delegation(line for line in found if line.kind == code)
        rows = sorted(
            (_weak(day, id, its, code) for id, its in lines.items()),
            key=lambda row: (row.cells[1].order, row.cells[0].order),
        )
        kind = KIND[code]
        says = f"{first_up(kind.means)}. Oldest first."
        titled = f"{title}: {count(len(rows), 'delegation')}"
        head = ("delegation", "last contact", "who of us", "issues")
        groups.append(AnswerGroup(titled, says, head, tuple(rows), folded=code == "slight"))
    tally = {group.title.split(":")[0]: len(group.rows) for group in groups}
    sentence = (
        f"{count(tally['Gone quiet'], 'delegation')}"
        f" {'has' if tally['Gone quiet'] == 1 else 'have'}"
        f" gone quiet; {tally['Rest on one member'] or 'none'}"
        f" {'rests' if tally['Rest on one member'] == 1 else 'rest'} on one member."
    )
    lead = (
        "A line goes quiet when its last contact is too old to count; it rests on one where a"
        " single member carries an issue there."
    )
    return GroupedAnswer(sentence, lead, tuple(groups))


def _weak(day: Day, id: str, lines: Sequence[Line], code: str) -> AnswerRow:
    snapshot = day.snapshot
    carried = {member for line in lines for member in line.members}
    behind = [snapshot.nodes[line_contact(day, line)] for line in lines]
    last = max(behind, key=lambda row: (as_date(row.text("date")), row.id))
    return AnswerRow(
        (
            entries_cell(snapshot, (id,)),
            date_cell(last.text("date")),
            entries_cell(snapshot, carried if code in LIVE else ours_behind(day, last.id)),
            entries_cell(snapshot, (line.issue for line in lines), by_number=True),
        ),
        _sources(snapshot, (last.id,)),
    )
