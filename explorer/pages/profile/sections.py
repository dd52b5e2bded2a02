"""What a profile shows of each label, section by section: ready HTML, empty where nothing is on
record. All data is escaped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from html import escape

from explorer.html.app_links import href
from explorer.html.contact_lines import contact_line, ways_in_html
from explorer.html.entry import entry_link
from explorer.html.look import evidence, link, section_html, sources, table
from explorer.html.symbols import kind_symbol
from explorer.html.view import View
from explorer.pages.profile.dependence import member_losses, reached_by
from explorer.words.text import count, words
from graph_model.dates import as_date, date_words
from graph_model.measures import KIND, find_cells, phase_on, seats, tables
from graph_model.measures.coming_events import expected_delegations
from graph_model.measures.negotiations import as_known, begun
from graph_model.measures.transparency import found_by
from graph_model.own_fields import own_fields
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.vocabulary import STRENGTHS

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


def _begun(shown: View, row: NodeRow | RelationshipRow) -> bool:
    """Whether a position, phase or part in talks had begun by the day; undated, it always had."""
    since = row.text("valid_from")
    return not since or as_date(since) <= shown.as_of


def _ended(shown: View, row: NodeRow | RelationshipRow) -> bool:
    """Whether something had ended by the day; when it ended later is not known yet."""
    until = row.text("valid_to")
    return bool(until) and as_date(until) <= shown.as_of


def contacts(shown: View, id: str) -> str:
    """Contacts on record by the day, latest first."""
    snapshot = shown.snapshot
    found = {
        tie.target if tie.source == id else tie.source
        for tie in (*snapshot.out(id, *CONTACT), *snapshot.back(id, *CONTACT))
    }
    rows = sorted(
        (snapshot.nodes[other] for other in found if _happened(shown, other)),
        key=lambda row: as_date(row.text("date")),
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
    begun = [row for one in found if _begun(shown, row := snapshot.nodes[one])]
    for row in sorted(begun, key=lambda row: row.text("valid_from"), reverse=True):
        told = snapshot.out(row.id, "CONCERNS") or snapshot.out(row.id, "STATED_IN")
        others = (
            [tie.target for tie in told]
            if delegation
            else [tie.source for tie in snapshot.back(row.id, "TAKES_POSITION")]
        )
        about = ", ".join(link(href("profile", id=other), snapshot.name(other)) for other in others)
        until = f" until {date_words(row.text('valid_to'))}" if _ended(shown, row) else ""
        note = f". {escape(row.text('note'))}" if row.text("note") else ""
        known = (
            sources(row.text("source_url"), row.text("confidence")) if shown.show_sources else ""
        )
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
    rows.sort(key=lambda row: row[0], reverse=True)
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
    cells = [cell for cell in find_cells(shown.day) if cell.delegation == id]
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
        f'{section_html("On its table, and our line")}<details class="lk-fold"><summary>{len(rows)}'
        f" issues</summary>{listed}</details>"
    )


def _known(shown: View, clauses: Iterable[RelationshipRow]) -> list[RelationshipRow]:
    """Clauses as they were known on the day looked at."""
    found = (as_known(tie, shown.as_of) for tie in clauses if begun(shown.day, tie.source))
    return [tie for tie in found if tie]


def coverage_of_issue(shown: View, id: str) -> str:
    """Which agreements bind on an issue, which only encourage, which left it out: with the article
    (question 5).
    """
    snapshot, by = shown.snapshot, defaultdict(list)
    own = _known(shown, snapshot.back(id, "COVERS"))
    treat = {tie.source for tie in own}
    for tie in own:  # talks about joining an agreement repeat its clauses
        if not treat & {join.target for join in snapshot.out(tie.source, "JOINS")}:
            by[tie.text("strength")].append(tie)
    parts = []
    for strength in STRENGTHS:
        rows = []
        for tie in sorted(by[strength], key=lambda tie: snapshot.name(tie.source)):
            phase = phase_on(shown.day, tie.source)
            known = (
                sources(tie.text("source_url"), tie.text("confidence"))
                if shown.show_sources
                else words(tie.text("confidence"))
            )
            rows.append(
                [
                    entry_link(snapshot, tie.source),
                    escape(tie.text("article")),
                    escape(tie.text("note")),
                    words(phase.text("status")) if phase else "not yet",
                    known,
                ]
            )
        if rows:
            caption = f"{words(strength).capitalize()}: {len(rows)}"
            header = ["agreement", "article", "note", "on this day", "how we know"]
            parts.append(
                f"<details class=lk-fold><summary>{caption}</summary>"
                f"{table(header, rows, caption)}</details>"
            )
    return section_html("How agreements treat it") + "".join(parts) if parts else ""


def issues_of_agreement(shown: View, id: str) -> str:
    """What an agreement says on each issue, with article and strength."""
    snapshot = shown.snapshot
    order = list(STRENGTHS)
    rows = []
    for tie in sorted(
        _known(shown, snapshot.out(id, "COVERS")),
        key=lambda tie: (order.index(tie.text("strength")), snapshot.name(tie.target)),
    ):
        known = (
            sources(tie.text("source_url"), tie.text("confidence"))
            if shown.show_sources
            else words(tie.text("confidence"))
        )
        rows.append(
            [
                entry_link(snapshot, tie.target),
                words(tie.text("strength")),
                escape(tie.text("article")),
                words(tie.text("dispute_settlement")),
                escape(tie.text("note")),
                known,
            ]
        )
    return (
        section_html("What it says on each issue")
        + table(
            ["issue", "strength", "article", "dispute settlement", "note", "how we know"],
            rows,
            count(len(rows), "issue"),
        )
        if rows
        else ""
    )


def phases(shown: View, id: str) -> str:
    """An agreement's life up to the day, phase by phase."""
    snapshot = shown.snapshot
    every = (snapshot.nodes[tie.source] for tie in snapshot.back(id, "PHASE_OF"))
    rows = sorted(
        (row for row in every if _begun(shown, row)),
        key=lambda row: as_date(row.text("valid_from") or "1900"),
    )
    now = phase_on(shown.day, id)
    found = []
    for row in rows:
        here = ' <span class="lk-pill on">on this day</span>' if now and row.id == now.id else ""
        known = (
            sources(row.text("source_url"), row.text("confidence")) if shown.show_sources else ""
        )
        found.append(
            evidence(
                date_words(row.text("valid_from"), short=True),
                f"<b>{words(row.text('status')).capitalize()}</b>{here}."
                f" {escape(row.text('note'))}",
                known,
            )
        )
    return section_html("Its life so far") + "".join(found) if found else ""


def at_the_table(shown: View, id: str) -> str:
    """Who negotiates an agreement, with our best line to each."""
    snapshot = shown.snapshot
    best: dict[str, str] = {}
    order = list(KIND)
    for cell in find_cells(shown.day):
        if cell.delegation not in best or order.index(cell.kind) < order.index(
            best[cell.delegation]
        ):
            best[cell.delegation] = cell.kind
    seated = {seat.source for seat in seats(shown.day, id)}
    others = [
        tie
        for tie in snapshot.back(id, "NEGOTIATES")
        if tie.source not in seated and _begun(shown, tie) and begun(shown.day, id)
    ]
    rows = []
    for tie in sorted(seats(shown.day, id), key=lambda tie: snapshot.name(tie.source)):
        kind = best.get(tie.source)
        line = (
            f"{kind_symbol(kind, silent=True)} {KIND[kind].says}"
            if kind
            else "not at an open table"
        )
        rows.append([entry_link(snapshot, tie.source), words(tie.text("role")), line])
    there = (
        section_html("Who negotiates it")
        + table(["delegation", "part", "our best line"], rows, count(len(rows), "delegation"))
        if rows
        else ""
    )
    return there + _not_at_the_table(shown, others)


def _not_at_the_table(shown: View, ties: list[RelationshipRow]) -> str:
    """Delegations on record with the talks that have no seat there on the day, with their part."""
    snapshot = shown.snapshot
    rows = [
        [entry_link(snapshot, tie.source), words(tie.text("role")), _days_of(shown, tie)]
        for tie in sorted(ties, key=lambda tie: snapshot.name(tie.source))
    ]
    return (
        section_html("Not at its table on this day")
        + table(["delegation", "part", "when"], rows, count(len(rows), "delegation"))
        if rows
        else ""
    )


def _days_of(shown: View, tie: RelationshipRow) -> str:
    """From when to when a row holds, in words; empty where neither is known."""
    since, until = tie.text("valid_from"), tie.text("valid_to") if _ended(shown, tie) else ""
    return " ".join(
        part
        for part in (
            f"since {date_words(since)}" if since else "",
            f"until {date_words(until)}" if until else "",
        )
        if part
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
        section_html("Delegations it was in touch with")
        + table(["delegation", "last contact"], rows, count(len(rows), "delegation"))
        if rows
        else ""
    )


def expected_at(shown: View, id: str) -> str:
    """Who is expected at an event: said so, or at the table of what it convenes."""
    snapshot = shown.snapshot
    rows = [
        [entry_link(snapshot, other), f"{chance:.0%}"]
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
        known = (
            sources(tie.text("source_url"), tie.text("confidence")) if shown.show_sources else ""
        )
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
    head = ["point", "of", "", "seen", *(["source"] if shown.show_sources else [])]
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
    title = f"{len(rows)} entries of other lists"
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
