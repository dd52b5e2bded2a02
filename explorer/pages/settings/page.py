"""Settings: every number behind the measures, what a change does to the band before it is saved,
and who sees what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.address_choices import remember
from explorer.app.chooser import several
from explorer.app.saving import can_save, keep_settings, wait_words
from explorer.app.visit import context_bar, view
from explorer.html.look import table
from explorer.html.screen import heading, section, show, show_trouble, success, warn
from explorer.html.view import View
from explorer.words.change_sentences import moved_sentence
from graph_model.dates import date_words
from graph_model.errors import EditConflict, LinkagesError
from graph_model.measures import Number, differing_settings, ignored_settings, numbers, with_values
from graph_model.measures.changed.band_shift import band_shift
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.take_out.audience import AUDIENCES, visibility

PENDING = "settings_pending"
BEGAN = "settings_began"


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    known, differ = numbers(shown.snapshot), differing_settings(shown.snapshot)
    said = (
        "Every number is at its default."
        if not differ
        else f"{len(differ)} of {len(known)} numbers"
        f" {'differs from its default' if len(differ) == 1 else 'differ from their defaults'}."
    )
    heading(
        "Settings",
        said,
        "They stand in the graph, so everybody counts with the same ones, and every exported result"
        " names those that differ.",
    )
    for sentence in ignored_settings(shown.snapshot):
        warn(sentence)
    if done := st.session_state.pop("settings_saved", ""):
        success(done)
    left, right = st.columns([3, 2], gap="large")
    with left:
        group = chosen_group(known)
        fields(shown, [number for number in known.values() if number.group == group], differ)
    with right:
        change(shown, differ)
    section(
        "What is public right now",
        "Visibility is said row by row; a relationship is shown only with both of its ends. Exports"
        " and pictures keep to it.",
    )
    show(visible_html(shown.snapshot))
    section("Where the data is")
    show(where_html())


def chosen_group(known: Mapping[str, Number]) -> str:
    """Which numbers to show: a group at a time, kept in the address."""
    groups = list(dict.fromkeys(number.group for number in known.values()))
    asked = st.query_params.get("group", "")
    picked = st.pills(
        "Which numbers",
        groups,
        default=asked if asked in groups else groups[0],
        key="settings_group",
        required=True,
        wrap=True,
    )
    remember("group", "" if picked == groups[0] else str(picked))
    return str(picked)


def fields(shown: View, group: list[Number], differ: dict[str, float]) -> None:
    """A field per number, with its default and the way back to it; delegations are chosen first,
    for there are many.
    """
    if group and group[0].part == "priority":
        group = chosen_delegations(group, differ)
    for at in range(
        0, len(group), 2
    ):  # a row at a time, so that the order holds on a phone as well
        for column, number in zip(st.columns(2, gap="medium"), group[at : at + 2], strict=False):
            with column:
                field(number, differ.get(number.name, number.default))


def chosen_delegations(group: list[Number], differ: dict[str, float]) -> list[Number]:
    """The delegations whose priority was changed, is being changed, or is asked for."""
    says = {number.name: number.says.partition(": ")[2] for number in group}
    about = {number.name: number.code for number in group}
    asked = several(st.container(), "Delegations", about, says.__getitem__, "settings_delegations")
    if not asked and not differ:
        show(
            "<p>Each delegation counts 1 unless its row says otherwise. Choose those that matter"
            " more, or less.</p>"
        )
    return [
        number
        for number in group
        if number.name in asked or number.name in differ or number.name in _pending()
    ]


def field(number: Number, holds: float) -> None:
    """One number: what it means, its value, its default."""
    key, pending = f"set_{number.name}_{_turn()}", _pending()
    value = pending.get(number.name, holds)
    says = f"{number.says}{f' ({number.unit})' if number.unit else ''}"
    if number.whole:
        typed: float = st.number_input(
            says, int(number.low), int(number.high), int(value), 1, key=key
        )
    else:
        step = 5.0 if number.high > 100 else 0.05
        typed = st.number_input(
            says,
            float(number.low),
            float(number.high),
            float(value),
            step,
            format="%g" if step == 5 else "%.2f",
            key=key,
        )
    typed = (
        value if round(typed, 2) == round(value, 2) else float(typed)
    )  # two thirds are shown as 0.67 and stay two thirds
    if typed != value:
        _decide(number, typed, holds)
    if value != number.default and st.button(
        f"Back to {number.default:.3g}",
        key=f"back_{number.name}",
        help=f"Back to default: {number.says}",
    ):
        _decide(number, number.default, holds, afresh=True)


def _decide(number: Number, value: float, holds: float, afresh: bool = False) -> None:
    """Note a change that is not saved yet; back at what holds, there is none."""
    pending = _pending()
    if value == holds:
        pending.pop(number.name, None)
    else:
        pending[number.name] = value
        rows = database.snapshot().nodes
        st.session_state.setdefault(BEGAN, {}).setdefault(number.id, rows.get(number.id))
    if afresh:
        _next_turn()
    st.rerun()


def change(shown: View, differ: dict[str, float]) -> None:
    """What the changes do to the band, before they are saved; and the way back to all defaults."""
    known, pending = numbers(shown.snapshot), _pending()
    section("What this changes")
    if pending:
        rows = [
            [
                escape(known[name].says),
                f"{differ.get(name, known[name].default):.4g}",
                f"{value:.4g}",
            ]
            for name, value in pending.items()
        ]
        show(table(["number", "now", "then"], rows, f"{len(rows)} not saved yet"))
        new = with_values(
            {**differ, **pending},
            shown.snapshot,
            shown.settings.leave_out_derived,
            shown.settings.with_friends,
        )
        moves = band_shift(shown.day, replace(shown.day, settings=new))
        said, when = moved_sentence(moves, trial=True), date_words(shown.as_of.isoformat())
        show(
            f'<div class="lk-card" role="status"><p class="lk-do">{escape(said)}</p><p>On'
            f" {when}.</p></div>"
        )
    else:
        show(
            "<p>Change a number to see here what it does to the band before anything is saved.</p>"
        )
    wait_words()
    if pending:
        if st.button(
            "Save for everybody", type="primary", disabled=not can_save(), key="settings_save"
        ):
            write(dict(pending))
        if st.button("Leave them as they are", key="settings_leave"):
            _forget()
            st.rerun()
    if differ and st.button(
        "All back to default", disabled=not can_save(), key="settings_defaults"
    ):
        write({name: known[name].default for name in differ})


def write(values: dict[str, float]) -> None:
    """Save, and say so."""
    try:
        done = keep_settings(values, st.session_state.get(BEGAN))
    except EditConflict as conflict:
        st.session_state[BEGAN] = {**st.session_state.get(BEGAN, {}), **conflict.now}
        show_trouble(
            "Somebody else changed one of these numbers meanwhile; nothing was saved. The table"
            " shows theirs (now) and yours (then): save once more, or leave them as they are."
        )
        return
    except (LinkagesError, ValueError) as error:
        show_trouble(str(error))
        return
    _forget()
    st.session_state["settings_saved"] = (
        f"Saved. {done.says}. It can be taken back under “Recorded lately” on the page Record a"
        " contact."
    )
    st.rerun()


def _pending() -> dict[str, float]:
    found: dict[str, float] = st.session_state.setdefault(PENDING, {})
    return found


def _turn() -> int:
    return int(st.session_state.get("settings_turn", 0))


def _next_turn() -> None:
    st.session_state["settings_turn"] = _turn() + 1


def _forget() -> None:
    st.session_state.pop(PENDING, None)
    st.session_state.pop(BEGAN, None)
    _next_turn()


# ---------------------------------------------------------------- who sees what, and where it is


def visible_html(snapshot: Snapshot) -> str:
    """How many rows of each kind each audience sees, by the rule that exports keep."""
    tally = Counter((row.kind, visibility(row)) for row in snapshot.rows())
    kinds = [
        *((node.label, node.plural) for node in SCHEMA.nodes),
        *((tie.name, tie.says) for tie in SCHEMA.relationships),
    ]
    rows = []
    for kind, says in kinds:
        counts = [tally[kind, audience] for audience in AUDIENCES]
        if any(counts):
            rows.append([escape(says), *(f"{count:,}" if count else "" for count in counts)])
    totals = [
        sum(count for (_, its), count in tally.items() if its == audience) for audience in AUDIENCES
    ]
    top = ["<b>All rows</b>", *(f"<b>{count:,}</b>" for count in totals)]
    heads = ["rows", "public", "coalition: members", "private: this machine"]
    return table(
        heads,
        [top, *rows],
        "Everyone sees what is public; members also what is coalition; this machine everything",
    )


def where_html() -> str:
    """The data folder and the database."""
    behind = database.of_app()
    where = (
        behind.environment.uri
        or "built-in, in the data folder; only programs on this machine can reach it"
    )
    pairs = (
        ("Data folder", str(behind.home)),
        ("Database", f"{where} ({behind.said})"),
        ("Back it up", f"linkages export --audience private {behind.home}-copy"),
    )
    return (
        '<dl class="lk-facts">'
        + "".join(f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>" for name, said in pairs)
        + "</dl>"
    )
