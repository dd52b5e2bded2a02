"""Sections of an agreement and of an issue: what is said on what, its life, who negotiates it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from html import escape

from explorer.html.entry import entry_link, known_from
from explorer.html.look import evidence, section_html, sources, table
from explorer.html.symbols import kind_symbol
from explorer.html.view import View
from explorer.words.text import count, words
from graph_model.dates import as_date, date_order, date_words
from graph_model.measures import KIND, find_cells, phase_on, seats
from graph_model.measures.negotiations import as_known, begun
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.vocabulary import STRENGTHS


def _known(shown: View, clauses: Iterable[RelationshipRow]) -> list[RelationshipRow]:
    """Clauses as they were known on the day looked at."""
    found = (as_known(tie, shown.as_of) for tie in clauses if begun(shown.day, tie.source))
    return [tie for tie in found if tie]


def _how_known(shown: View, clause: RelationshipRow) -> str:
    """The sources of a clause, or in a word how well they bear it out."""
    if not shown.show_sources:
        return words(clause.text("confidence"))
    return sources(clause.text("source_url"), clause.text("confidence"))


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
            rows.append(
                [
                    entry_link(snapshot, tie.source),
                    escape(tie.text("article")),
                    escape(tie.text("note")),
                    words(phase.text("status")) if phase else "not yet",
                    _how_known(shown, tie),
                ]
            )
        if rows:
            caption = f"{words(strength).capitalize()}: {len(rows)}"
            header = ["agreement", "article", "note", "on this day", "how we know"]
            parts.append(
                f"<details class=lk-fold><summary>{caption}</summary>"
                f"{table(header, rows, caption, roomy=True)}</details>"
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
        rows.append(
            [
                entry_link(snapshot, tie.target),
                words(tie.text("strength")),
                escape(tie.text("article")),
                words(tie.text("dispute_settlement")),
                escape(tie.text("note")),
                _how_known(shown, tie),
            ]
        )
    return (
        section_html("What it says on each issue")
        + table(
            ["issue", "strength", "article", "dispute settlement", "note", "how we know"],
            rows,
            count(len(rows), "issue"),
            roomy=True,
        )
        if rows
        else ""
    )


def has_begun(shown: View, row: NodeRow | RelationshipRow) -> bool:
    """Whether a position, phase or part in talks had begun by the day; undated, it always had."""
    since = row.text("valid_from")
    return not since or as_date(since) <= shown.as_of


def has_ended(shown: View, row: NodeRow | RelationshipRow) -> bool:
    """Whether something had ended by the day; when it ended later is not known yet."""
    until = row.text("valid_to")
    return bool(until) and as_date(until) <= shown.as_of


def phases(shown: View, id: str) -> str:
    """An agreement's life up to the day, phase by phase."""
    snapshot = shown.snapshot
    every = (snapshot.nodes[tie.source] for tie in snapshot.back(id, "PHASE_OF"))
    rows = sorted(
        (row for row in every if has_begun(shown, row)),
        key=lambda row: date_order(row.text("valid_from")),
    )
    now = phase_on(shown.day, id)
    found = []
    for row in rows:
        here = ' <span class="lk-pill on">on this day</span>' if now and row.id == now.id else ""
        known = known_from(shown, row)
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
        if tie.source not in seated and has_begun(shown, tie) and begun(shown.day, id)
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
    since, until = tie.text("valid_from"), tie.text("valid_to") if has_ended(shown, tie) else ""
    return " ".join(
        part
        for part in (
            f"since {date_words(since)}" if since else "",
            f"until {date_words(until)}" if until else "",
        )
        if part
    )
