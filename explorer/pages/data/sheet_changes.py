"""What bringing a sheet would change, and what was split and matched for it."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.html.look import table
from explorer.html.screen import section, show, show_note, warn
from explorer.pages.data.uploads import refused
from explorer.words.text import count, counted, listed
from graph_model.vocabulary import SCHEMA
from loaders.import_plan import ImportPlan
from loaders.problems import SHOWN
from loaders.write.load import summary

REMEDY = "Correct the sheet and choose it again."


def preview(found: ImportPlan, step: int) -> None:
    """Which rows are new, change something, bring nothing new or are refused."""
    section(f"{step}. What would change")
    show(f"<p>{escape(_rows_said(found))}</p><p>In the graph: {escape(summary(found.changes))}</p>")
    notices = (*found.notices, *(counted(n, what) for what, n in found.made.told.items()))
    if notices:
        show_note(*notices)
    rows = [
        [escape(_words(kind)), f"{n.get('new', 0):,}", f"{n.get('changed', 0):,}"]
        for kind, n in found.changes.by_kind().items()
    ]
    if rows:
        show(table(["kind", "new", "changed"], rows, "Rows of the graph", (1, 2)))
    _looked_at(found)
    if found.problems:
        refused(found.problems, "nothing can be written", REMEDY, "sheet_report")
    elif found.questions:
        warn("Nothing can be written before the questions above are answered.")


def _rows_said(found: ImportPlan) -> str:
    """What becomes of the rows of the sheet; that nothing is so is not said of anything."""
    out = [f"{row:,}" for rows in found.made.left_out.values() for _, row in rows]
    where = f" (row{'s' if len(out) > 1 else ''} {listed(out, 8)})"
    told = [
        f"{many:,} {one if many == 1 else more}"
        for word, one, more in (
            ("new", "brings something new", "bring something new"),
            ("changed", "changes something", "change something"),
            ("same", "is there already", "are there already"),
            ("left_out", f"is left out{where}", f"are left out{where}"),
            ("refused", "is refused", "are refused"),
            ("waiting", "waits for an answer", "wait for an answer"),
        )
        if (many := found.rows[word])
    ]
    read = count(found.rows["read"], "row")
    said = f"Of {read} of the sheet {', '.join(told) or 'none says anything'}."
    return f"{said} They go into dataset “{found.way.dataset}”."


def _words(kind: str) -> str:
    """A label or a kind of tie as people read it."""
    if label := SCHEMA.by_label.get(kind):
        return label.plural
    return f"… {SCHEMA.by_name[kind].says} …"


def _looked_at(found: ImportPlan) -> None:
    """What was split and matched, to be looked at."""
    splits = [
        [escape(cell), escape(" | ".join(parts))] for cell, parts in found.made.splits.items()
    ]
    snapshot = found.before
    matched = [
        [escape(text), escape(snapshot.nodes[id].full_name if id in snapshot.nodes else id)]
        for text, id in sorted(found.made.matched.items())
    ]
    differing = [[escape(its)] for its in found.made.differing]
    said = {row.id: row.full_name for row in (*snapshot.nodes.values(), *found.changes.new.nodes)}
    alike = [
        [escape(said[pair.one]), escape(said[pair.other]), escape("; ".join(pair.reasons))]
        for pair in found.doubles
    ]
    for title, header, rows in (
        ("Cells that name several", ["cell", "names"], splits),
        ("Names and what they were matched to", ["in the sheet", "in the graph"], matched),
        (
            "New entries that may be there already: decide under Doubles",
            ["one", "other", "why"],
            alike,
        ),
        ("Where the sheet and the graph say different things", ["what"], differing),
    ):
        if rows:
            with st.expander(f"{title} ({len(rows):,})"):
                show(table(header, rows[:SHOWN], title))
