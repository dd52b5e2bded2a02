"""The page for analysts: ask in Cypher, read-only, with the limits in sight and the remedy when one
is met.
"""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from explorer.app import database
from explorer.app.address_choices import remember
from explorer.app.visit import context_bar, view
from explorer.html.empty import load_first
from explorer.html.screen import heading, section, show, show_note, show_trouble, warn
from explorer.pages.console.editor import edit
from explorer.pages.console.examples import EXAMPLES
from explorer.pages.console.query_result import result, running
from explorer.pages.console.saved_queries import WAITING, last_change, listed, naming
from explorer.words.text import stressed
from graph_model.console.console import QueryTask
from graph_model.console.missing_protection import UNENDED, missing_protection
from graph_model.database.limits import QueryLimits
from graph_model.questions.lines import measured

KEPT = 20
#: What is answered within this time is shown without a word of waiting first.
AT_ONCE_SECONDS = 0.8
LIMITS = QueryLimits()
LEAD = "One statement at a time; it can read everything and change nothing."


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    heading(
        "Ask in Cypher",
        "Ask the graph in its own language",
        f"{LEAD} A question may take {stressed(LIMITS.says)}.",
    )
    behind = database.of_app()
    for warning in own_server():
        warn(warning)
    section("Your statement", "Begin with an example, or write your own.")
    if not shown.snapshot.nodes:
        show(load_first())
    starts()
    follow_address()
    given = st.session_state.setdefault("cypher_text", EXAMPLES[0][1])
    console = behind.console() if behind.ready else None
    functions = console.functions_soon() if console else {}
    turn = st.session_state.setdefault("cypher_turn", 0)
    edit(given, turn, behind.ready, "cypher", run, functions)
    naming()
    last_change()
    parameters_field()
    if not behind.ready:
        show_note(
            "The database is starting; the button opens by itself."
            if not behind.problem
            else f"The database cannot be asked: {behind.problem}"
        )
    if problem := st.session_state.pop("cypher_problem", ""):
        show_trouble(problem)
    asked: QueryTask | None = st.session_state.get("cypher_job")
    if asked is not None and asked.done:
        result(shown, asked)
    elif asked is not None:
        st.fragment(running, run_every=0.4)(asked)


def parameters_field() -> None:
    """Where the parameters of the statement are written."""
    with st.expander("Parameters", expanded=bool(st.session_state.get("cypher_params"))):
        st.text_area(
            "As JSON; in the statement each is written with a $",
            key="cypher_params",
            placeholder='{"agreement": "cptpp"}',
            height=80,
            help=(
                "$us (who we are) and $lines (every line with its kind) are filled in for the day,"
                " the settings and the audience looked at, unless you write them yourself."
            ),
        )


def starts() -> None:
    """Examples, what was asked before, and saved queries; choosing one puts it into the editor."""
    examples, before, kept = st.columns(3)
    says = [example[0] for example in EXAMPLES]
    picked = examples.selectbox(
        "An example",
        says,
        index=None,
        placeholder="Choose an example",
        key="cypher_example",
        label_visibility="collapsed",
    )
    history = st.session_state.setdefault("cypher_history", [])
    again = before.selectbox(
        "Asked before",
        list(reversed(history)),
        index=None,
        placeholder=(
            "Asked before in this visit" if history else "Nothing was asked yet in this visit"
        ),
        key="cypher_again",
        label_visibility="collapsed",
        format_func=lambda statement: " ".join(statement.split())[:90],
        disabled=not history,
    )
    with kept:
        listed()
    chosen = dict(EXAMPLES).get(picked or "") or again
    if chosen and chosen != st.session_state.get("cypher_chosen"):
        put_statement(chosen)
    st.session_state["cypher_chosen"] = chosen


def follow_address() -> None:
    """A link that brings another statement puts it and its parameters into the editor."""
    brought = (st.query_params.get("q", ""), st.query_params.get("params", ""))
    if brought[0] and brought != st.session_state.get("cypher_brought"):
        if brought[0] != st.session_state.get("cypher_text"):
            put_statement(brought[0])
        st.session_state["cypher_params"] = brought[1]
    st.session_state["cypher_brought"] = brought


def put_statement(statement: str) -> None:
    """Put a statement into the editor."""
    st.session_state["cypher_text"] = statement
    st.session_state["cypher_turn"] = st.session_state.get("cypher_turn", 0) + 1


def run() -> None:
    """The editor sent something."""
    if sent := st.session_state["cypher"].run:
        ask(str(sent["text"]), str(sent["mode"]))


def ask(statement: str, mode: str) -> None:
    """The statement is asked, and stands in the address: the page as it is can be kept as a
    bookmark, or sent.
    """
    st.session_state["cypher_text"] = statement
    if mode == "save":
        st.session_state[WAITING] = statement
        return
    console = database.of_app().console()
    if console is None:
        return
    remember("q", statement)
    remember("params", st.session_state.get("cypher_params", ""))
    history = st.session_state.setdefault("cypher_history", [])
    st.session_state["cypher_history"] = [*(old for old in history if old != statement), statement][
        -KEPT:
    ]
    try:
        given = parsed(st.session_state.get("cypher_params", ""))
    except ValueError as error:
        st.session_state["cypher_problem"] = (
            f'The parameters are not JSON ({error}); write them like {{"agreement": "cptpp"}}.'
        )
        st.session_state["cypher_job"] = None
        return
    if (before := st.session_state.get("cypher_job")) is not None and not before.done:
        before.cancel()
    task = st.session_state["cypher_job"] = console.start(
        statement if mode == "run" else f"{mode.upper()} {statement}",
        measured(view().day, statement, given),
        LIMITS,
    )
    task.wait(AT_ONCE_SECONDS)


def parsed(written: str) -> dict[str, Any]:
    """The parameters that were written. Raises `ValueError`."""
    try:
        found = json.loads(written) if written.strip() else {}
    except RecursionError:
        raise ValueError("it is too deep") from None
    if not isinstance(found, dict):
        raise ValueError("it is no object in braces")
    return found


def own_server() -> list[str]:
    """What a server of one's own does not enforce, in words; asked once a visit."""
    behind = database.of_app()
    if behind.store is None or behind.engine is not None:
        return []
    if "cypher_missing" not in st.session_state:
        st.session_state["cypher_missing"] = missing_protection(behind.store)
    found: list[str] = st.session_state["cypher_missing"]
    opens = (
        f"it does not enforce everything itself: {'; '.join(found)}. The console refuses such"
        " statements; other programs may not. "
        if found
        else ""
    )
    return [f"This is your own Neo4j{', and ' if found else '. '}{opens}{UNENDED}"]
