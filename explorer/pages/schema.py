"""What is in the graph: labels, types and properties with their sentences, counts and samples, from the vocabulary and the data."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from explorer.look import heading, link, section, show, table, words
from explorer.nothing import load_first
from explorer.profiles import entry_link
from explorer.schema_picture import Filled, ends, filled, schema_svg
from explorer.session import View, context_bar, href, view
from explorer.symbols import label_symbol
from graph_model.schema import NodeType, RelationshipType
from graph_model.vocabulary import SCHEMA

SAMPLES = 3


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    snapshot = shown.snapshot
    nodes, ties = len(snapshot.nodes), len(snapshot.relationships)
    sentence = (
        f"{nodes:,} entries of {len(SCHEMA.nodes)} labels, {ties:,} ties of {len(SCHEMA.relationships)} types" if nodes else "Nothing is in the graph yet"
    )
    heading(
        "What is in the graph", sentence, "Choose a label to see its properties and what it is tied to: these are the names that a statement in Cypher uses."
    )
    if not nodes:
        show(load_first())
    asked = st.query_params.get("label", "Delegation")
    chosen = SCHEMA.by_label.get(asked, SCHEMA.by_label["Delegation"])
    show(schema_svg(snapshot, chosen.label))
    one_label(shown, chosen)
    section("All labels")
    show(table(["label", "entries", "what it is", "for example"], [label_row(shown, kind) for kind in SCHEMA.nodes], f"{len(SCHEMA.nodes)} labels"))
    section("All relationship types")
    rows = [type_row(shown, kind) for kind in SCHEMA.relationships]
    show(table(["type", "from, to", "ties", "what it says", "properties of its own"], rows, f"{len(SCHEMA.relationships)} relationship types"))
    section("On every row", "Who says so, how sure it is, and who may see it; the last four are written by the loader.")
    provenance = [field for field in chosen.fields if all(field in kind.fields for kind in SCHEMA.types)]
    everything = snapshot.rows()
    show(
        table(
            ["property", "kind", "filled", "for example", "meaning"], property_rows(filled(provenance, everything), len(everything)), "Properties of every row"
        )
    )
    show("<p><code>dataset</code>, <code>load_id</code>, <code>first_seen</code>, <code>last_seen</code></p>")
    show(f"<p>{link(href('questions'), 'Ready questions')} · {link(href('console'), 'Write your own in Cypher')}</p>")


def one_label(shown: View, kind: NodeType) -> None:
    """The chosen label: its sentence, its own properties, its ties in both directions."""
    rows = shown.snapshot.of(kind.label)
    section(f"{kind.plural} (:{kind.label})", kind.doc)
    own = [field for field in kind.columns if not all(field in other.fields for other in SCHEMA.types)]
    show(table(["property", "kind", "filled", "for example", "meaning"], property_rows(filled(own, rows), len(rows)), f"Properties of {kind.plural.lower()}"))
    ways = [
        f"<li>{label_symbol(source)} {link(href('schema', label=source), source)} <b>{escape(tie.says)}</b> {label_symbol(target)} "
        f"{link(href('schema', label=target), target)} <code>(:{source})-[:{tie.name}]-&gt;(:{target})</code></li>"
        for tie in SCHEMA.relationships
        for source, target in ends(tie)
        if kind.label in (source, target)
    ]
    show(f'<ul class="lk-found" aria-label="What {escape(kind.plural.lower())} are tied to">{"".join(ways)}</ul>')


def property_rows(properties: Sequence[Filled], total: int) -> list[list[str]]:
    """A row per property."""
    found = []
    for each in properties:
        codes = f" One of: {', '.join(words(code) for code in each.field.codes)}." if each.field.codes else ""
        name = f"<code>{each.field.name}</code>" if each.field.name not in ("id",) else "<code>id</code> (unique)"
        count = f"{each.count:,} of {total:,}" if each.field.name != "id" else f"{total:,}"
        sample = escape(each.sample[:60] + ("…" if len(each.sample) > 60 else ""))
        found.append([name, each.field.kind, count, sample, escape(each.field.doc + codes)])
    return found


def label_row(shown: View, kind: NodeType) -> list[str]:
    """A label with its count and some of its entries."""
    rows = shown.snapshot.of(kind.label)
    samples = ", ".join(entry_link(shown.snapshot, row.id) for row in rows[:SAMPLES])
    return [f"{label_symbol(kind.label)} {link(href('schema', label=kind.label), kind.label)}", f"{len(rows):,}", escape(kind.doc), samples or "none yet"]


def type_row(shown: View, kind: RelationshipType) -> list[str]:
    """A type with its ends, its count, its two wordings and the properties that not every row has."""
    own = ", ".join(f"<code>{field.name}</code>" for field in kind.fields if not all(field in other.fields for other in SCHEMA.types))
    pairs = f"{' or '.join(kind.sources)} → {' or '.join(kind.targets)}"
    return [f"<code>{kind.name}</code>", escape(pairs), f"{len(shown.snapshot.ties(kind.name)):,}", escape(f"{kind.says} / {kind.says_back}. {kind.doc}"), own]
