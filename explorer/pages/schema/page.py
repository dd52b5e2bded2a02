"""What is in the graph: labels, types and properties with their sentences, counts and samples, from
the vocabulary and the data.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from explorer.app.visit import context_bar, view
from explorer.html.app_links import href
from explorer.html.empty import load_first
from explorer.html.entry import entry_link
from explorer.html.look import link, table
from explorer.html.screen import heading, section, show
from explorer.html.symbols import label_symbol
from explorer.html.view import View
from explorer.pages.schema.schema_picture import PropertySummary, property_summaries, schema_svg
from explorer.words.text import count, words
from graph_model.schema import STORE_OWNED, NodeType, RelationshipType
from graph_model.vocabulary import SCHEMA

SAMPLES = 3


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    snapshot = shown.snapshot
    nodes, ties = len(snapshot.nodes), len(snapshot.relationships)
    sentence = (
        f"{count(nodes, 'entry', 'entries')} of {len(SCHEMA.nodes)} labels, {count(ties, 'tie')} of"
        f" {len(SCHEMA.relationships)} types"
        if nodes
        else "Nothing is in the graph yet"
    )
    heading(
        "What is in the graph",
        sentence,
        "Choose a label to see its properties and what it is tied to: these are the names that a"
        " statement in Cypher uses.",
    )
    if not nodes:
        show(load_first())
    asked = st.query_params.get("label", "Delegation")
    chosen = SCHEMA.by_label.get(asked, SCHEMA.by_label["Delegation"])
    show(schema_svg(snapshot, chosen.label))
    show(label_fold(shown, chosen, True))
    section("The other labels", "Open one to see its properties, and what it is tied to.")
    show("".join(label_fold(shown, kind, False) for kind in SCHEMA.nodes if kind is not chosen))
    section("Relationship types", "Open one to see what it says, and the properties of its own.")
    show("".join(type_fold(shown, kind) for kind in SCHEMA.relationships))
    section(
        "On every row",
        "Who says so, how sure it is, and who may see it; the last five are written by the loader.",
    )
    provenance = [
        field for field in chosen.fields if all(field in kind.fields for kind in SCHEMA.types)
    ]
    everything = snapshot.rows()
    show(
        properties(
            property_summaries(provenance, everything), len(everything), "Properties of every row"
        )
    )
    show(f"<p>{', '.join(f'<code>{name}</code>' for name in STORE_OWNED)}</p>")
    ways = (("questions", "Ready questions"), ("console", "Write your own in Cypher"))
    open_ways = [way for page, says in ways if (way := link(href(page), says))]
    if open_ways:
        show(f"<p>{' · '.join(open_ways)}</p>")


def fold(summary: str, body: str, opened: bool = False) -> str:
    """A line that opens."""
    return (
        "<details"
        f' class="lk-fold"{" open" if opened else ""}><summary>{summary}</summary>{body}</details>'
    )


def label_fold(shown: View, kind: NodeType, opened: bool) -> str:
    """A label: how many entries it has; opened its sentence, some entries, its own properties, its
    ties in both directions.
    """
    rows = shown.snapshot.of(kind.label)
    own = [
        field for field in kind.columns if not all(field in other.fields for other in SCHEMA.types)
    ]
    samples = ", ".join(entry_link(shown.snapshot, row.id) for row in rows[:SAMPLES])
    ways = [
        f"<li>{label_symbol(source)} {link(href('schema', label=source), source)}"
        f" <b>{escape(tie.says)}</b> {label_symbol(target)}"
        f" {link(href('schema', label=target), target)}"
        f" <code>(:{source})-[:{tie.name}]-&gt;(:{target})</code></li>"
        for tie in SCHEMA.relationships
        for source, target in tie.ends
        if kind.label in (source, target)
    ]
    body = (
        f"<p>{escape(kind.doc)}"
        f" {f'For example {samples}.' if samples else 'There is none yet.'}</p>"
        + properties(
            property_summaries(own, rows), len(rows), f"Properties of {kind.plural.lower()}"
        )
        + f'<ul class="lk-found" aria-label="What {escape(kind.plural.lower())} are tied'
        f' to">{"".join(ways)}</ul>'
    )
    return fold(
        f"{label_symbol(kind.label)} <b>{escape(kind.plural)}</b> <code>:{kind.label}</code>"
        f" {len(rows):,}",
        body,
        opened,
    )


def type_fold(shown: View, kind: RelationshipType) -> str:
    """A type: how many ties it has; opened its ends, its two wordings and the properties that not
    every row has.
    """
    rows = shown.snapshot.ties(kind.name)
    own = [
        field for field in kind.fields if not all(field in other.fields for other in SCHEMA.types)
    ]
    pairs = f"(:{'|'.join(kind.sources)})-[:{kind.name}]->(:{'|'.join(kind.targets)})"
    table_of_own = (
        properties(property_summaries(own, rows), len(rows), f"Properties of {kind.name} alone")
        if own
        else "<p>It has no properties of its own.</p>"
    )
    body = (
        f"<p>{escape(kind.doc)} The other way:"
        f" {escape(kind.says_back)}.</p><p><code>{escape(pairs)}</code></p>{table_of_own}"
    )
    return fold(
        f"<code>{kind.name}</code> {len(rows):,} · {escape(' or '.join(kind.sources))}"
        f" {escape(kind.says)} {escape(' or '.join(kind.targets))}",
        body,
    )


def properties(found: Sequence[PropertySummary], total: int, caption: str) -> str:
    """Properties in two columns, which a narrow screen has room for: what it is called, and what it
    means.
    """
    return table(["property", "meaning"], property_rows(found, total), caption)


def property_rows(found: Sequence[PropertySummary], total: int) -> list[list[str]]:
    """A row per property: its name with its kind and how many have it, and its sentence with a
    value that occurs.
    """
    rows = []
    for each in found:
        codes = (
            f" One of: {', '.join(words(code) for code in each.field.codes)}."
            if each.field.codes
            else ""
        )
        unique = each.field.name == "id"
        name = (
            f"<code>{each.field.name}</code><br><small>{each.field.kind},"
            f" {'unique' if unique else f'{each.count:,} of {total:,}'}</small>"
        )
        sample = (
            f"<br><small>{escape(each.sample[:60])}{'…' if len(each.sample) > 60 else ''}</small>"
            if each.sample
            else ""
        )
        rows.append([name, f"{escape(each.field.doc + codes)}{sample}"])
    return rows
