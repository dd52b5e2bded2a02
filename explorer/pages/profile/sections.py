"""What a profile shows of each label, section by section: ready HTML, empty where nothing is on
record. All data is escaped.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from explorer.html.app_links import href
from explorer.html.contact_lines import contact_line, ways_in_html
from explorer.html.entry import entry_link, known_from
from explorer.html.look import evidence, link, section_html, table
from explorer.html.symbols import kind_symbol
from explorer.html.view import View
from explorer.pages.profile.agreement_sections import (
    at_the_table,
    coverage_of_issue,
    has_begun,
    has_ended,
    issues_of_agreement,
    phases,
)
from explorer.pages.profile.dependence import member_losses, reached_by
from explorer.words.text import count, words
from graph_model.dates import as_date, date_order, date_words, told_by
from graph_model.measures import KIND, phase_on, tables
from graph_model.measures.coming_events import expected_delegations
from graph_model.measures.common_ground import topics_of
from graph_model.measures.gaps import cells_of
from graph_model.measures.transparency import found_by
from graph_model.own_fields import own_fields
from graph_model.rows import NodeRow
from graph_model.shares import percent

Section = Callable[[View, str], str]
FOLD = 6
#: Relationship types at whose other end a contact stands.
CONTACT = ("REACHED", "TOOK_PART_IN", "ABOUT", "HELD_AT")


def folded(items: list[str], more: str) -> str:
    """The first items, and the others behind a line that says how many there are."""
    rest = items[FOLD:]
    return "".join(items[:FOLD]) + (
        f'<details class="lk-fold"><summary>{len(rest)} more'
        f" {more}</summary>{''.join(rest)}</details>"
        if rest
        else ""
    )


def _happened(shown: View, id: str) -> bool:
    """Whether an entry is a contact that was made by the day."""
    row = shown.snapshot.nodes[id]
    return row.label == "Engagement" and as_date(row.text("date")) <= shown.as_of


def contacts(shown: View, id: str) -> str:
    """Contacts on record by the day, latest first."""
    snapshot = shown.snapshot
    found = {
        tie.target if tie.source == id else tie.source
        for tie in (*snapshot.out(id, *CONTACT), *snapshot.back(id, *CONTACT))
    }
    rows = sorted(
        (snapshot.nodes[other] for other in found if _happened(shown, other)),
        key=lambda row: (as_date(row.text("date")), row.id),  # at each start the same order
        reverse=True,
    )
    if not rows:
        return ""
    return section_html("Contacts on record") + folded(
        [contact_line(shown, row.id) for row in rows], "contacts"
    )


def positions(shown: View, id: str) -> str:
    """What a delegation wanted by the day, or who wanted what on an issue; latest first."""
    snapshot = shown.snapshot
    delegation = snapshot.nodes[id].label == "Delegation"
    found = (
        [tie.target for tie in snapshot.out(id, "TAKES_POSITION")]
        if delegation
        else [tie.source for tie in snapshot.back(id, "CONCERNS")]
    )
    lines = []
    begun = [row for one in found if has_begun(shown, row := snapshot.nodes[one])]
    for row in sorted(begun, key=lambda row: date_order(row.text("valid_from"), latest_first=True)):
        told = topics_of(snapshot, row.id)
        others = (
            [tie.target for tie in told]
            if delegation
            else [tie.source for tie in snapshot.back(row.id, "TAKES_POSITION")]
        )
        about = ", ".join(link(href("profile", id=other), snapshot.name(other)) for other in others)
        until = f" until {date_words(row.text('valid_to'))}" if has_ended(shown, row) else ""
        said = told_by(row.text("note"), shown.as_of)
        note = f". {escape(said)}" if said else ""
        known = known_from(shown, row)
        since = (
            date_words(row.text("valid_from"), short=True) if row.text("valid_from") else "undated"
        )
        lines.append(
            evidence(since, f"<b>{about}</b>: {words(row.text('stance'))}{until}{note}", known)
        )
    return (
        section_html("What it says" if delegation else "Who wants what")
        + folded(lines, "positions")
        if lines
        else ""
    )


def table_now(shown: View, id: str) -> str:
    """A delegation's negotiations that carry weight on the day, and what is on each table."""
    snapshot = shown.snapshot
    rows = []
    for seat in tables(shown.day, id):
        phase = phase_on(shown.day, seat.target)
        if phase:
            rows.append(
                (
                    phase.text("valid_from"),
                    [
                        entry_link(snapshot, seat.target),
                        f"{words(phase.text('status'))} since"
                        f" {date_words(phase.text('valid_from'))}",
                    ],
                )
            )
    rows.sort(key=lambda row: date_order(row[0], latest_first=True))
    return (
        section_html("At the table now")
        + table(
            ["negotiation", "stands at"],
            [row for _, row in rows],
            count(len(rows), "open negotiation"),
        )
        if rows
        else ""
    )


def lines(shown: View, id: str) -> str:
    """Each issue on a delegation's table, with the kind of its line and what to do."""
    cells = cells_of(shown.day, id)
    rows = [
        [
            link(href("gaps", cell=f"{id}~{cell.issue}"), shown.snapshot.name(cell.issue)),
            f"{kind_symbol(cell.kind, silent=True)} {KIND[cell.kind].says}",
            KIND[cell.kind].remedy_says,
            f"{cell.importance:.2f}",
        ]
        for cell in cells
    ]
    if not rows:
        return ""
    listed = table(
        ["issue", "our line", "what to do", "importance"], rows, count(len(rows), "line"), (3,)
    )
    return (
        f'{section_html("On its table, and our line")}<details class="lk-fold"><summary>'
        f"{count(len(rows), 'issue')}</summary>{listed}</details>"
    )


def people_met(shown: View, id: str) -> str:
    """Whom a member had met by the day, the latest first."""
    snapshot, latest = shown.snapshot, dict[str, str]()
    for tie in snapshot.out(id, "TOOK_PART_IN"):
        if not _happened(shown, tie.target):
            continue
        when = snapshot.nodes[tie.target].text("date")
        for reached in snapshot.out(tie.target, "REACHED"):
            latest[reached.target] = max(latest.get(reached.target, when), when, key=as_date)
    rows = [
        [entry_link(snapshot, other), date_words(when)]
        for other, when in sorted(latest.items(), key=lambda pair: as_date(pair[1]), reverse=True)
    ]
    return (
        section_html("Delegations it met or wrote to")
        + table(["delegation", "last contact"], rows, count(len(rows), "delegation"))
        if rows
        else ""
    )


def expected_at(shown: View, id: str) -> str:
    """Who is expected at an event: said so, or at the table of what it convenes."""
    snapshot = shown.snapshot
    rows = [
        [entry_link(snapshot, other), percent(chance)]
        for other, chance in sorted(
            expected_delegations(snapshot, id).items(), key=lambda pair: -pair[1]
        )
    ]
    go = link(href("plan", part="event", event=id), "Plan who meets whom there", button="plain")
    return (
        f"{section_html('Who is expected')}"
        f"{table(['delegation', 'chance'], rows, count(len(rows), 'delegation'), (1,))}<div"
        f' class="lk-btns">{go}</div>'
        if rows
        else ""
    )


def ways_in(shown: View, id: str) -> str:
    """Legal ways in."""
    return (
        section_html("Legal ways in") + ways_in_html(shown, id)
        if shown.snapshot.back(id, "OPENS")
        else ""
    )


def openness(shown: View, id: str) -> str:
    """How it does, as far as found by the day, on each point that somebody looked at, and which
    list the point is of.
    """
    snapshot, rows = shown.snapshot, []
    found = [tie for tie in snapshot.out(id, "SCORED") if found_by(shown.day, tie)]
    for tie in sorted(found, key=lambda tie: snapshot.name(tie.target)):
        known = known_from(shown, tie)
        said = {"yes": "yes", "partial": "partly", "no": "no"}.get(tie.text("value"), "not known")
        rows.append(
            [
                link(href("profile", id=tie.target), snapshot.name(tie.target)),
                escape(snapshot.nodes[tie.target].text("origin")),
                f"<b>{said}</b>",
                tie.text("as_of")[:4],
                known,
            ]
        )
    head = ["point", "of", "", "as of", *(["source"] if shown.show_sources else [])]
    cut = [row[: len(head)] for row in rows]
    return (
        section_html("Openness") + table(head, cut, f"{count(len(rows), 'point')} looked at")
        if rows
        else ""
    )


def other_lists(shown: View, id: str) -> str:
    """What lists that others keep, and your own sheets, say of it; where a date is another than
    ours it is bold.
    """
    snapshot, rows = shown.snapshot, []
    for tie in sorted(snapshot.out(id, "LISTED_AS"), key=lambda tie: tie.target):
        listing = snapshot.nodes[tie.target]
        dates = [
            (words, _beside(listing, snapshot.nodes[id], field))
            for words, field in (("signed", "date_signed"), ("in force", "date_in_force"))
            if listing.text(field)
        ]
        own = [(heading, escape(said)) for heading, said in own_fields(listing).items()]
        said = "<br>".join(f"{escape(heading)}: {text}" for heading, text in (*dates, *own))
        number = f"{listing.text('scheme')} {listing.text('number')}"
        rows.append([link(href("profile", id=listing.id), number), said])
    title = f"{count(len(rows), 'entry', 'entries')} of other lists"
    found = table(["list and number", "what it says"], rows, title, roomy=True) if rows else ""
    return section_html("In other lists") + found if rows else ""


def _beside(listing: NodeRow, ours: NodeRow, field: str) -> str:
    """A date of theirs, with ours where it is another."""
    theirs, held = listing.text(field), ours.text(field)
    exact = min(len(theirs), len(held))
    said = escape(date_words(theirs))
    if exact and theirs[:exact] != held[:exact] and not listing.text("part_of"):
        return f"<b>{said}</b> (here {escape(date_words(held))})"
    return said


#: The sections of a label beside its facts: main column, then side column. A label without an entry
#: shows facts and ties alone.
SECTIONS: dict[str, tuple[tuple[Section, ...], tuple[Section, ...]]] = {
    "Delegation": ((contacts, positions, table_now, lines), (reached_by, ways_in, openness)),
    "Agreement": ((issues_of_agreement, at_the_table, contacts), (phases, openness)),
    "Issue": ((coverage_of_issue, positions, contacts), ()),
    "Venue": ((contacts,), (ways_in, openness)),
    "Member": ((people_met, contacts), (member_losses,)),
    "Event": ((expected_at, contacts), ()),
}


def sections(shown: View, row: NodeRow) -> tuple[str, str]:
    """The ready HTML of both columns."""
    main, side = SECTIONS.get(row.label, ((), ()))
    side = (*side, other_lists)
    return "".join(part(shown, row.id) for part in main), "".join(
        part(shown, row.id) for part in side
    )
