"""The coalition's numbers hold on every door: the same word on the card, in the headline and in the
command; a start of the map lists what counts.
"""

from __future__ import annotations

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from explorer.commands import app
from explorer.html.route import route_html
from explorer.html.view import View
from explorer.picture.from_recipe import compose
from explorer.picture.picture import Recipe
from explorer.picture.start_questions import STARTS
from explorer.words.ranks import by_name
from explorer.words.routes import headline
from graph_model.connection import Environment
from graph_model.measures import find_cells, live_talks, settings_of
from graph_model.measures.introductions import find_routes
from graph_model.measures.ranges.list_ranks import route_name, route_ranks, shown_routes
from graph_model.snapshot import Snapshot
from loaders.opening import KeptCopy, keep_copy
from tests.graphs import contact, graph, node, on_day, talks, tie

START = {start.code: start for start in STARTS}


def thin_line() -> Snapshot:
    """A line of strength 0.04 at the end of 2026, with the limits that the coalition set."""
    values = {"setting_too_weak": 0.02, "setting_too_old": 60}
    return graph(
        *talks(),
        *contact("met", "2022-03-01", "meeting", "edri", "alpha"),
        *(node("Setting", name, value=float(value)) for name, value in values.items()),
    )


def test_a_thin_route_is_thin_on_the_card_in_the_headline_and_in_the_command() -> None:
    snapshot, on = thin_line(), date(2026, 11, 1)
    day = on_day(snapshot, on, settings_of(snapshot))
    found = find_routes(day, "alpha")
    (route,) = found.routes
    assert route.strength == pytest.approx(0.038, abs=0.001)
    assert headline(day, found)[0] == "Our best way to Ministry of Alpha is thin: through EDRi."
    place = by_name(route_ranks(shown_routes(found)))[route_name(route)]
    assert "Thin: strength 0.04 of 1" in route_html(View(day, False), found, route, "1", place)

    keep_copy(Environment().home, KeptCopy(snapshot, origin="built-in"))
    words = ["routes", "alpha", "--as-of", on.isoformat()]
    (told,) = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)["routes"]
    assert told["word"] == "Thin"
    assert ": Thin (0.04)" in CliRunner().invoke(app, words).stdout


def two_talks(**values: float) -> Snapshot:
    """Digital talks that are under way, and others that are signed."""
    return graph(
        *talks(),
        node("Agreement", "open", name="Open", kind="digital_trade_agreement"),
        node("Phase", "open_1", status="negotiating", valid_from="2020-01-01"),
        tie("open_1", "PHASE_OF", "open"),
        tie("open", "COVERS", "flows", strength="binding"),
        tie("alpha", "NEGOTIATES", "open", role="negotiator"),
        *(node("Setting", name, value=value) for name, value in values.items()),
    )


def test_a_start_of_the_map_lists_no_talks_that_count_nothing() -> None:
    on = date(2023, 1, 1)
    plain, nothing = two_talks(), two_talks(setting_phase_negotiating=0.0)
    before, after = (on_day(one, on, settings_of(one)) for one in (plain, nothing))
    assert "open" in live_talks(before)
    assert START["digital"].answer(before) == ["open", "alpha"]
    assert START["digital"].answer(after) == []
    recipe = Recipe(question="digital", as_of=on.isoformat())
    assert [entry.id for entry in compose(plain, recipe).entries] == ["open", "alpha"]
    assert compose(nothing, recipe).entries == ()


def test_the_start_about_silence_names_the_delegations_of_the_gaps_page() -> None:
    snapshot = two_talks(setting_phase_negotiating=0.0, setting_phase_signed=1.0)
    day = on_day(snapshot, date(2023, 1, 1), settings_of(snapshot))
    silent = {cell.delegation for cell in find_cells(day) if cell.kind == "unknown"}
    answered = START["silent"].answer(day)
    assert {id for id in answered if snapshot.nodes[id].label == "Delegation"} == silent
