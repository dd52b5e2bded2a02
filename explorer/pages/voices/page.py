"""Whose voices: which stakeholder groups have live lines, in all, per negotiation and per
delegation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from explorer.app.address_choices import choose
from explorer.app.visit import context_bar, view
from explorer.html.app_links import href
from explorer.html.look import empty, link, table
from explorer.html.screen import heading, section, show
from explorer.html.view import View
from explorer.pages.plan.plan_parts import entry, group_words
from explorer.words.ranks import by_name, order_html, rank_words
from explorer.words.text import count, listed, stressed
from graph_model.dates import date_words
from graph_model.measures.ranges.list_ranks import scopes_of, voice_ranks
from graph_model.measures.ranges.rank_ranges import in_rank_order
from graph_model.measures.voice_balance import EQUAL, MEMBERS, QUARTERS, Balance, balance, reference
from graph_model.shares import percent
from graph_model.vocabulary import SCHEMA

AGAINST = {EQUAL: "four equal groups", MEMBERS: "the groups’ shares of the members"}


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    top = st.container()
    against = choose(
        st.container(key="lk-asks", width=320),
        "Held against",
        "against",
        [EQUAL, MEMBERS],
        AGAINST.__getitem__,
    )
    found = balance(shown.day, against)
    whole = found.pop("")
    with top:
        heading("Whose voices", sentence(whole), voices_sentence(shown, whole))
    if not whole.recorded and not whole.lines:
        ways = (
            link(href("record"), "Record a contact", button="main"),
            link(href("data"), "Go to Data", button="plain"),
        )
        show(
            empty(
                "No contact of ours with a delegation at the table is on record.",
                "Record one, and its voices are counted.",
                *ways,
            )
        )
        return
    show(groups_html(shown, whole, against))
    nodes = shown.snapshot.nodes
    for title, label in (("By negotiation", "Agreement"), ("By delegation", "Delegation")):
        scopes = [one for one in found.values() if nodes[one.scope].label == label]
        heard = sum(bool(one.lines or one.recorded) for one in scopes)
        section(
            title,
            f"{heard} of {len(scopes)} {'has' if heard == 1 else 'have'} a contact on record.",
        )
        show(scopes_html(shown, scopes))


def sentence(whole: Balance) -> str:
    """The answer; without enough live lines it says what is on record and weighs nothing."""
    if whole.distance is None:
        some = (
            f"Only {count(whole.lines, 'line')} {'is' if whole.lines == 1 else 'are'} live"
            if whole.lines
            else "No line is live"
        )
        return f"{some}, so no balance of voices is weighed."
    group, number = max(whole.live.items(), key=lambda pair: pair[1])
    silent = (
        f"; {listed([group_words(one).lower() for one in whole.silent])}"
        f" {'has' if len(whole.silent) == 1 else 'have'} none"
        if whole.silent
        else ""
    )
    come = "comes" if number == 1 else "come"
    lines = count(whole.lines, "live line")
    return f"{number} of {lines} {come} from {group_words(group).lower()}{silent}."


def voices_sentence(shown: View, whole: Balance) -> str:
    """What is on record beside it, and whether groups go out together."""
    on_record = (
        f"{count(whole.recorded, 'contact')} with delegations at the table"
        f" {'is' if whole.recorded == 1 else 'are'} on record"
    )
    record = f"On {date_words(shown.as_of.isoformat())}, {on_record}."
    if whole.distance is not None:
        record = (
            f"Distance from the reference: {stressed(f'{whole.distance:.2f}')} on a scale from 0"
            f" (the same) to 1 (nothing in common). {record}"
        )
    else:
        record = (
            f"{record} Below {count(shown.settings.voices, 'live line')} a balance says more about"
            " chance than about voices."
        )
    if whole.outward is None:
        return record
    share = (1 + whole.outward) / 2
    return (
        f"{record} Of the pairs of members that went together, {percent(share)} are of two groups."
    )


def groups_html(shown: View, whole: Balance, against: str) -> str:
    """The groups in all, live lines beside contacts on record and the reference."""
    held = reference(shown.day, against)
    most = max(whole.contacts.values(), default=1)
    rows = []
    for group in dict.fromkeys([*QUARTERS, *whole.live, *whole.contacts]):
        recorded = whole.contacts.get(group, 0)
        bar = (
            f'<span class="lk-mini" style="width:{160 * recorded / most:.0f}px"></span>'
            if recorded
            else ""
        )
        share = percent(whole.live.get(group, 0) / whole.lines) if whole.lines else "–"
        rows.append(
            [
                group_words(group),
                str(whole.live.get(group, 0)),
                share,
                percent(held.get(group, 0.0)),
                str(recorded),
                bar,
            ]
        )
    caption = "Groups in all; a contact counts once for each group that took part in it"
    return table(
        ["group", "live lines", "share", "reference", "contacts", ""], rows, caption, (1, 2, 3, 4)
    )


def scopes_html(shown: View, scopes: Sequence[Balance]) -> str:
    """A line per negotiation or delegation: a bar of its voices and the distance where there are
    enough live lines; those without a live line by name.
    """
    ranks = by_name(in_rank_order(voice_ranks(shown.day, scopes_of(scopes))))
    each = {one.scope: one for one in scopes}
    names = {id: shown.snapshot.name(id) for id in each}
    silent = sorted(
        (one.scope for one in scopes if one.recorded and one.scope not in ranks),
        key=lambda id: names[id].casefold(),
    )
    rows = []
    for one in (each[id] for id in (*ranks, *silent)):
        name = names[one.scope]
        weighed = f"{one.distance:.2f}" if one.distance is not None else "too few"
        heard = one.live if one.lines else one.contacts
        rows.append(
            [
                entry(shown.snapshot, one.scope, name),
                str(one.lines),
                str(one.recorded),
                f"{bar_html(heard)}<small>{escape(_spelt(heard))}</small>",
                weighed,
            ]
            + ([rank_words(ranks.get(one.scope))] if ranks else [])
        )
    labels = {shown.snapshot.nodes[id].label for id in each if id in shown.snapshot.nodes}
    head = [
        " or ".join(sorted(SCHEMA.by_label[label].singular for label in labels)),
        "live lines",
        "contacts",
        "live lines by group; where none is live, contacts on record",
        "distance",
        *(["place"] if ranks else []),
    ]
    order = "most live lines first, the others by name" if ranks else "by name"
    worth = order_html(list(ranks.values()), "those with a live line", day=None)
    return table(head, rows, f"{len(rows)} with a contact, {order}", (1, 2, 5)) + worth


def bar_html(number: Mapping[str, int]) -> str:
    """A stacked bar; the words beneath it say the same."""
    total = sum(number.values()) or 1
    parts = "".join(
        f'<span class="lk-voice-{group}" style="width:{100 * value / total:.1f}%"></span>'
        for group, value in number.items()
    )
    return f'<div class="lk-voices" role="img" aria-label="{escape(_spelt(number))}">{parts}</div>'


def _spelt(number: Mapping[str, int]) -> str:
    return ", ".join(f"{group_words(group)} {value}" for group, value in number.items())
