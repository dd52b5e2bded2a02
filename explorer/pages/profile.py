"""Page 4: everything the graph holds about one entry, whatever its label."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.look import heading, link, section, show, table, words
from explorer.picture.component import draw
from explorer.picture.model import choose, picture
from explorer.profiles import entry_link, facts, groups, provenance, timeline, warmth_chart, warmth_over_time
from explorer.session import View, context_bar, href, option, search, view
from explorer.symbols import kind_symbol
from explorer.why import ways_in_html
from graph_model.dates import spoken
from graph_model.outreach import KIND, find_cells, phase_on
from graph_model.vocabulary import SCHEMA

FOLD = 12


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    id = st.query_params.get("id", "")
    if id not in shown.snapshot.nodes:
        chooser(shown, id)
        return
    row = shown.snapshot.nodes[id]
    kind = SCHEMA.by_label[row.label]
    heading(kind.singular, row.full_name, _lead(shown, id))
    left, right = st.columns([3, 2], gap="large")
    with left:
        section("Facts")
        pairs = "".join(f"<dt>{escape(name)}</dt><dd>{said}</dd>" for name, said in facts(row))
        show(f'<dl class="lk-facts">{pairs}<dt>How we know</dt><dd>{provenance(row)}</dd></dl>')
        if row.label == "Delegation":
            delegation(shown, id)
        section("Ties")
        tied = groups(shown.snapshot, id)
        for group in tied:
            ties(shown, group.says, group.others)
        if not tied:
            show("<p>Nothing is tied to this entry yet.</p>")
    with right:
        section("Around it")
        ids = choose(shown.snapshot, [id], shown.as_of)
        seen = picture(shown.snapshot, ids, shown.as_of, limit=25)
        draw(seen, id, key=f"around-{id}", height=320)
        show(link(href("map", focus=id), "Open on the map"))
        section("Over time")
        rows = [[spoken(when), said] for when, said in timeline(shown.snapshot, id)]
        show(table(["when", "what"], rows[:40], f"{len(rows)} dated entries") if rows else "<p>Nothing dated is recorded.</p>")


def _lead(shown: View, id: str) -> str:
    row = shown.snapshot.nodes[id]
    if row.label == "Agreement":
        phase = phase_on(shown.snapshot, id, shown.as_of)
        return f"On {spoken(shown.as_of.isoformat())}: {words(phase.text('status')) if phase else 'no phase is recorded'}."
    return row.text("definition") or row.text("summary") or SCHEMA.by_label[row.label].doc


def ties(shown: View, says: str, others: tuple[str, ...]) -> None:
    """One group of ties; a long one is folded."""
    items = [f"<li>{entry_link(shown.snapshot, other)}</li>" for other in others]
    show(f"<p><b>{escape(says)}</b> ({len(items)})</p><ul>{''.join(items[:FOLD])}</ul>")
    if len(items) > FOLD:
        with st.expander(f"{len(items) - FOLD} more"):
            show(f"<ul>{''.join(items[FOLD:])}</ul>")


def delegation(shown: View, id: str) -> None:
    """What only a delegation has: its gaps, how warm the line is, the ways in."""
    cells = [cell for cell in find_cells(shown.snapshot, shown.as_of, shown.settings) if cell.delegation == id]
    section("On its table now", "Each issue it negotiates, with the kind of gap and what to do.")
    rows = [
        [
            link(href("gaps", cell=f"{id}~{cell.issue}"), shown.snapshot.name(cell.issue)),
            f"{kind_symbol(cell.kind)} {KIND[cell.kind].says}",
            KIND[cell.kind].remedy_says,
            f"{cell.importance:.2f}",
        ]
        for cell in cells
    ]
    show(table(["issue", "kind", "what to do", "importance"], rows, f"{len(rows)} issues") if rows else "<p>Nothing is on its table on this day.</p>")
    section("How warm the line is")
    show(warmth_chart(warmth_over_time(shown.snapshot, id, shown.as_of, shown.settings), shown.settings.live))
    section("Legal ways in")
    show(ways_in_html(shown, id))


def chooser(shown: View, id: str) -> None:
    """No entry, or an unknown one: how to get to one."""
    if id:
        near = search(shown.snapshot, id.replace("_", " "), limit=5)
        heading("Profiles", f"There is no entry “{id}”", "It may have been renamed. These are the nearest:" if near else "Search for it by name above.")
        show("<ul>" + "".join(f"<li>{entry_link(shown.snapshot, other)}</li>" for other in near) + "</ul>")
        return
    heading("Profiles", "Whom or what do you want to know more about?", "Search above, or choose here.")
    labels = [kind.label for kind in SCHEMA.nodes if shown.snapshot.of(kind.label) and any(row.text("name") for row in shown.snapshot.of(kind.label))]
    label = st.selectbox("Kind", labels, index=labels.index("Delegation") if "Delegation" in labels else 0, format_func=lambda its: SCHEMA.by_label[its].plural)
    if label:
        rows = sorted(shown.snapshot.of(label), key=lambda row: row.name)
        show('<ul style="columns:18rem">' + "".join(f"<li>{link(href('profile', id=row.id), option(shown.snapshot, row.id))}</li>" for row in rows) + "</ul>")
