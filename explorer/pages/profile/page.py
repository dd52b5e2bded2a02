"""Page 4: everything the graph holds about one entry, whatever its label."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from explorer.app.visit import context_bar, option, search, view
from explorer.html.app_links import href
from explorer.html.contact_lines import contact_line
from explorer.html.empty import load_first
from explorer.html.entry import entry_link, facts, groups, provenance, tie_link
from explorer.html.line_strength import strength, strength_html
from explorer.html.look import link
from explorer.html.screen import heading, section, show
from explorer.html.symbols import kind_symbol, label_symbol
from explorer.html.view import View
from explorer.pages.profile import put_right
from explorer.pages.profile.sections import sections
from explorer.picture.network_component import Selection, draw
from explorer.picture.picture import Picture
from explorer.picture.selection import choose, picture
from explorer.words.captions import entry_title
from explorer.words.sentences import delegation_lines
from explorer.words.text import count, stressed, words
from explorer.words.ties import tie_words
from graph_model.cached import cached
from graph_model.dates import as_date, date_words
from graph_model.measures import KIND, REACHED, Cell, main_kind, phase_on
from graph_model.measures.day import Day
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.measures.gaps import cells_of
from graph_model.measures.membership import PEER, is_member
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.vocabulary import ANSWERS, SCHEMA

AROUND = 20


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    if "tie" in st.query_params:
        tie_card(shown, st.query_params["tie"])
        return
    id = st.query_params.get("id", "")
    if id not in shown.snapshot.nodes:
        chooser(shown, id)
        return
    row = shown.snapshot.nodes[id]
    kind = SCHEMA.by_label[row.label]
    cells = cells_of(shown.day, id)
    heading(
        kind.singular.capitalize(),
        entry_title(shown.snapshot, row),
        leading_sentences(shown, row, cells),
        mark=label_symbol(row.label),
    )
    if row.label == "Delegation":
        section("Strength of our best line")
        show(strength_html(strength(shown.day, id), shown.settings))
        paper = link(
            href("reports", report="dossier", delegation=id), "Before a meeting", button="plain"
        )
        show(f'<div class="lk-btns">{paper}</div>')
    main, side = sections(shown, row)
    left, right = st.columns([7, 5], gap="large")
    with left:
        show(main)
        show_facts(row)
        put_right.draw(shown, row)
        ties(shown, id)
    with right:
        if cells:
            show(to_do(shown, id, cells))
        show(side)
        section("Around it")
        draw(around(shown.day, id), f"around-{id}", Selection((id,)), height=320)
        show(f'<p class="lk-tool">{link(href("map", focus=id), "Open on the map")}</p>')


@cached(maxsize=32)
def around(day: Day, id: str) -> Picture:
    """An entry and the nearest to it: the same for all who see the same rows on the same day."""
    return picture(day, choose(day, [id]), limit=AROUND)


def leading_sentences(shown: View, row: NodeRow, cells: Sequence[Cell]) -> str:
    """What matters most about it on this day, in a sentence or two."""
    if row.label == "Agreement":
        phase = phase_on(shown.day, row.id)
        return (
            f"On {date_words(shown.as_of.isoformat())}:"
            f" {stressed(words(phase.text('status')) if phase else 'no phase is recorded')}."
        )
    if row.label == "Delegation":
        if not cells:
            return "Nothing is on its table on this day."
        kind, waiting = (
            KIND[min(cells, key=lambda cell: list(KIND).index(cell.kind)).kind],
            sum(cell.kind not in REACHED for cell in cells),
        )
        return (
            f"{stressed(f'{kind.says}.')} {last_contact(shown, cells[0])} {waiting} of"
            f" {count(len(cells), 'line')} {'is' if waiting == 1 else 'are'} open."
        )
    if row.label == "Member":
        return _belongs(shown, row)
    return row.text("definition") or row.text("summary") or SCHEMA.by_label[row.label].doc


def _belongs(shown: View, row: NodeRow) -> str:
    """Whether a body belongs to the coalition on this day."""
    since, until = row.text("member_from"), row.text("member_until")
    if row.text("relation") == PEER:
        return "A friend outside the coalition: it is not known to belong to it."
    if is_member(row, shown.day):
        from_then = f", since {date_words(since)}" if since else ""
        return f"An organisation of the coalition on this day{from_then}."
    if until and as_date(until) <= shown.as_of:
        return f"It belonged to the coalition until {date_words(until)}."
    return f"It belongs to the coalition from {date_words(since)} on, not yet on this day."


def last_contact(shown: View, cell: Cell) -> str:
    """Our latest contact in half a sentence."""
    if not cell.contacts:
        return f"We have {NO_RECORDED_CONTACT}."
    row = shown.snapshot.nodes[cell.contacts[0]]
    when = date_words(row.text("date"))
    if row.label == "Answer":
        return f"On record is the word of a member, {when}: {ANSWERS[row.text('said')]}."
    return f"Our last contact on record: {words(row.text('kind'))}, {when}."


def _nothing_on_record(shown: View, cell: Cell) -> str:
    """Where neither a contact nor an answer is on record: whether the members were asked."""
    asked = shown.snapshot.nodes[cell.delegation].text("nobody_known_on")
    if cell.kind == "nobody":
        return f"We have {NO_RECORDED_CONTACT}; the members were asked, {date_words(asked)}."
    return f"We have {NO_RECORDED_CONTACT}; nobody was asked yet."


def to_do(shown: View, id: str, cells: Sequence[Cell]) -> str:
    """The panel: the remedy that most of its weight asks for."""
    kind = KIND[main_kind(cells)]
    heaviest = next(cell for cell in cells if cell.kind == kind.code)
    economy, second = delegation_lines(shown.snapshot, id)
    evidence = (
        contact_line(shown, heaviest.evidence[0], tight=True)
        if heaviest.evidence
        else f"<p>{escape(_nothing_on_record(shown, heaviest))}</p>"
    )
    buttons = (
        link(
            href("introduce", delegation=id, issue=heaviest.issue),
            "Who can introduce us",
            button="main",
        ),
        link(href("record", delegation=id), "Record a contact", button="plain"),
    )
    return (
        f'<div class="lk-card"><h3>{kind_symbol(kind.code, silent=True)} What to do:'
        f" {escape(kind.remedy_says[:1].lower() + kind.remedy_says[1:])}</h3>"
        f"<p>{escape(economy)}{f', {escape(second)}' if second else ''}:"
        f" {escape(kind.means)}.</p>{evidence}"
        f'<div class="lk-btns">{"".join(buttons)}</div></div>'
    )


def show_facts(row: NodeRow | RelationshipRow) -> None:
    """Facts, and how we know them."""
    section("Facts")
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{said}</dd>" for name, said in facts(row))
    show(f'<dl class="lk-facts">{pairs}<dt>How we know</dt><dd>{provenance(row)}</dd></dl>')


def ties(shown: View, id: str) -> None:
    """Every tie in its own wording, folded."""
    section("All ties")
    tied = groups(shown.day, id)
    parts = [
        f'<details class="lk-fold"><summary>{escape(group.says)} ({len(group.others)})</summary>'
        "<ul>"
        f"{''.join(_tie_item(shown, *pair) for pair in zip(group.others, group.ties, strict=True))}"
        "</ul></details>"
        for group in tied
    ]
    show("".join(parts) or "<p>Nothing is tied to this entry yet.</p>")


def _tie_item(shown: View, other: str, tie: RelationshipRow) -> str:
    says = tie_words(shown.snapshot, tie)
    card = tie_link(tie, "the tie", f"The tie itself: {says}")
    return f'<li>{entry_link(shown.snapshot, other)} <span class="lk-tool">{card}</span></li>'


def tie_card(shown: View, asked: str) -> None:
    """A tie on a card of its own: both ends, its facts, how we know, and how to put it right."""
    key = tuple(asked.split("~"))
    tie = next(
        (tie for tie in shown.snapshot.out(key[1], key[0]) if tie.key == key)
        if len(key) == 3
        else iter(()),
        None,
    )
    if tie is None:
        heading(
            "Tie",
            "There is no such tie.",
            "It may have been taken out; its ends may still be here.",
        )
        if len(key) == 3:
            ends = [id for id in key[1:] if id in shown.snapshot.nodes]
            show("".join(f"<p>{entry_link(shown.snapshot, id)}</p>" for id in ends))
        put_right.said_done()
        return
    kind = SCHEMA.by_name[tie.type]
    heading("Tie", tie_words(shown.snapshot, tie), kind.doc)
    show("".join(f"<p>{entry_link(shown.snapshot, id)}</p>" for id in (tie.source, tie.target)))
    show_facts(tie)
    put_right.draw(shown, tie)


def chooser(shown: View, id: str) -> None:
    """No entry, or an unknown one: how to get to one."""
    put_right.said_done()
    lost = f"There is no entry “{id}”." if id else "Whom or what do you want to know more about?"
    heading("Profile", lost, "Type a name above, or choose from a list.")
    near = search(shown.snapshot, id.replace("_", " "), limit=5) if id else []
    if near:
        show(
            "<p>Did you mean</p><ul>"
            + "".join(
                f"<li>{link(href('profile', id=other), option(shown.snapshot, other))}</li>"
                for other in near
            )
            + "</ul>"
        )
    labels = [kind for kind in SCHEMA.nodes if shown.snapshot.of(kind.label)]
    if not labels:
        show(load_first())
    columns = st.columns(3)
    for at, kind in enumerate(labels):
        rows = sorted(shown.snapshot.of(kind.label), key=lambda row: row.name.casefold())
        with columns[at % 3].expander(f"{kind.plural} ({len(rows):,})"):
            show(
                "<ul>"
                + "".join(f"<li>{entry_link(shown.snapshot, row.id)}</li>" for row in rows)
                + "</ul>"
            )
