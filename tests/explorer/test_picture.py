"""The picture: what it shows, where, and that nothing moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from explorer.picture.image_export import as_file, make
from explorer.picture.image_files import reopen
from explorer.picture.matrix import MatrixFilters, as_csv, group_of, matrix, narrow
from explorer.picture.network_payload import pyvis_network
from explorer.picture.picture import MOST_POSITIONS, Recipe, What
from explorer.picture.selection import FIRST, choose, layout, picture
from explorer.picture.start_questions import STARTS
from explorer.words.sentences import opening, standing_sentence
from explorer.words.text import unstressed
from graph_model.errors import NoRecipe
from graph_model.measures import coverage, find_cells
from graph_model.shares import percent
from graph_model.vocabulary import SCHEMA
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

DAY = date(2025, 1, 1)


def test_it_starts_near_and_widens() -> None:
    snapshot = graph(*talks())
    assert choose(on_day(snapshot, DAY), ["alpha"]) == ["alpha", "deal"]
    assert set(choose(on_day(snapshot, DAY), ["alpha"], hops=2)) == {
        "alpha",
        "deal",
        "beta",
        "flows",
        "source",
    }
    assert choose(on_day(snapshot, DAY), ["alpha"], hops=2, hidden=frozenset({"Issue"})) == [
        "alpha",
        "deal",
        "beta",
    ]


def test_it_shows_the_day_and_not_what_came_later() -> None:
    later = contact("e", "2025-06-01", "meeting", "edri", "alpha")
    snapshot = graph(*talks(), *later, tie("apc", "WORKS_ON", "flows", valid_to="2024-01-01"))
    assert "e" not in choose(on_day(snapshot, DAY), ["alpha"])
    assert "e" in choose(on_day(snapshot, date(2025, 6, 1)), ["alpha"])


def test_at_most_sixty_first_and_nothing_moves_when_more_are_shown() -> None:
    seeds = seed_snapshot()
    ids = choose(on_day(seeds, date(2026, 11, 23)), ["usa_ustr"])
    first, more = (
        picture(on_day(seeds, DAY), ids),
        picture(on_day(seeds, DAY), ids, limit=2 * FIRST),
    )
    assert len(first.entries) == FIRST
    assert first.left_out == len(ids) - FIRST
    places = {entry.id: (entry.x, entry.y) for entry in more.entries}
    assert all(places[entry.id] == (entry.x, entry.y) for entry in first.entries)
    assert layout(seeds, ids[:FIRST]) == layout(seeds, ids[:FIRST])


def test_pyvis_carries_the_same_entries_in_the_colours_of_the_vocabulary() -> None:
    seen = picture(on_day(graph(*talks()), DAY), ["alpha", "deal"])
    net = pyvis_network(seen)
    assert {node["id"]: node["color"] for node in net.nodes} == {
        entry.id: SCHEMA.by_label[entry.label].color for entry in seen.entries
    }
    assert [(edge["from"], edge["to"], edge["title"]) for edge in net.edges] == [
        ("alpha", "deal", "negotiates")
    ]
    assert seen.counts == {"Agreement": 1, "Delegation": 1}


def test_pyvis_keeps_both_ties_of_one_pair() -> None:
    seen = picture(on_day(graph(*talks()), DAY), ["alpha", "deal"])
    both = replace(seen, ties=(*seen.ties, replace(seen.ties[0], says="opposes")))
    assert [edge["title"] for edge in pyvis_network(both).edges] == ["negotiates", "opposes"]


def test_the_matrix_shows_most_missing_first_and_filters() -> None:
    snapshot = graph(*talks(), *contact("e1", "2024-12-01", "meeting", "edri", "alpha", "flows"))
    cells = find_cells(on_day(snapshot, DAY))
    grid = matrix(snapshot, cells)
    assert grid.delegations == ("beta", "alpha")
    assert set(grid.columns) == {"flows", "source"}
    assert grid.open == {"beta": 2, "alpha": 1}
    assert matrix(snapshot, cells, across="agreement").columns == ("deal",)
    assert matrix(snapshot, cells, across="group").cells["alpha", "data"].kind == "one"
    assert group_of(snapshot, "flows") == "data"
    assert [cell.delegation for cell in narrow(snapshot, cells, MatrixFilters(kind="one"))] == [
        "alpha"
    ]
    assert narrow(snapshot, cells, MatrixFilters(agreement="other")) == []
    assert as_csv(on_day(snapshot, DAY), cells).count("\n") == 5
    assert as_csv(on_day(snapshot, DAY), []).startswith("delegation")


def test_sentences_change_with_the_band() -> None:
    snapshot = graph(*talks())
    none = coverage(find_cells(on_day(snapshot, DAY)))
    assert opening(none)[0] == (
        "On record, we are in touch with none of the 2 delegations that negotiate Internet issues."
    )
    assert (
        standing_sentence(snapshot, find_cells(on_day(snapshot, DAY)))
        == "None of the 2 delegations at the table has a live line to us."
    )
    warm = graph(*talks(), *contact("e1", "2024-12-01", "meeting", "edri", "alpha", "flows"))
    some = find_cells(on_day(warm, DAY))
    assert (
        opening(coverage(some), 1)[0]
        == "On record, we are in touch with 1 of the 2 delegations that negotiate Internet"
        " issues."
    )
    assert unstressed(opening(coverage(some), 1)[1]) == (
        "Weighed by what is at stake, 30% is reached; for 20% there is a line, but not on the"
        " issue; 50% is not known, so more may be reached than is on record."
    )
    asked = graph(
        *talks(), node("Answer", "w", said="no", date="2024-12-01"), tie("edri", "GAVE", "w"),
        tie("w", "SPEAKS_OF", "beta"),
    )  # fmt: skip
    said = unstressed(opening(coverage(find_cells(on_day(asked, DAY))))[1])
    assert said == (
        "Weighed by what is at stake, 0% is reached; about 50% the members were asked and know"
        " nobody; 50% is not known, so more may be reached than is on record."
    )
    assert (
        standing_sentence(warm, some)
        == "1 of 2 delegations has no live line to us; the other one hangs on EDRi."
    )
    assert opening(coverage(()))[0] == "Nothing is on the table on this day."
    assert percent(0.001) == "under 1%"


def test_questions_answer_with_entries_that_exist() -> None:
    seeds = seed_snapshot()
    for start in STARTS:
        assert all(id in seeds.nodes for id in start.answer(on_day(seeds, date(2017, 12, 1))))


def test_a_picture_says_everything_that_stands_around_it() -> None:
    snapshot = graph(
        *talks(),
        node(
            "Agreement",
            "other",
            name="Other",
            source_url="https://a.example/1 ; https://a.example/2",
        ),
    )
    seen = picture(
        on_day(snapshot, DAY),
        ["alpha", "deal", "other"],
        title="Who negotiates",
        filters=["around Alpha"],
    )
    assert (seen.title, seen.as_of, seen.filters, seen.sources) == (
        "Who negotiates",
        DAY,
        ("around Alpha",),
        2,
    )
    assert [(key.code, key.says, key.shown, key.hidden) for key in seen.legend] == [
        ("Agreement", "agreements", 2, 0),
        ("Delegation", "delegation", 1, 1),
    ]
    look = SCHEMA.by_name["NEGOTIATES"].look
    assert [(key.says, key.shown, key.line, key.color) for key in seen.lines] == [
        (look.says, 1, look.line, look.color)
    ]
    assert all(
        entry.color == SCHEMA.by_label[entry.label].color
        and entry.shape == SCHEMA.by_label[entry.label].shape
        for entry in seen.entries
    )


def test_a_recipe_comes_back_and_nothing_else_passes_for_one() -> None:
    made = Recipe(
        title="A <b>",
        focus=("alpha",),
        places={"alpha": (1.25, -3.0)},
        aside={"beta": (0.0, 9.0)},
        as_of="2025-01-01",
        hops=2,
        settings={"live": 0.4},
        fingerprint="x",
    )
    assert Recipe.from_json(made.to_json()) == made
    says = '{"linkages_picture": 1, '
    wrong = ["", "[]", "{}", '{"linkages_picture": 2}', "[" * 100_000]
    wrong += [
        f"{says}{rest}}}"
        for rest in (
            '"hops": "2"',
            '"hops": -1',
            '"focus": "abc"',
            '"layout": "spiral"',
            '"as_of": "soon"',
            '"audience": "nobody"',
            '"size": "a0"',
            '"style": "neon"',
        )
    ]
    wrong += [f'{says}"settings": {{"live": {value}}}}}' for value in ("true", '"much"', "NaN")]
    wrong += [
        f'{says}"{name}": {{"a": [1, {number}]}}}}'
        for name in ("places", "aside")
        for number in ("NaN", "1e99", '"x"')
    ]
    many = {str(number): (0.0, 0.0) for number in range(MOST_POSITIONS + 1)}
    wrong.append(replace(made, places=many).to_json())
    for text in wrong:
        with pytest.raises(NoRecipe):
            Recipe.from_json(text)


@pytest.mark.parametrize("what", get_args(What))
def test_a_picture_names_the_settings_that_differ(what: What) -> None:
    snapshot = graph(*talks(), node("Setting", "setting_live", value=0.4))
    made = make(snapshot, Recipe(what=what, as_of="2025-01-01"))
    assert made.recipe.settings == {"live": 0.4}
    assert ("counted with live=0.4" in as_file(made, "svg").decode()) == (what != "network"), (
        "a network has no numbers"
    )
    assert reopen(as_file(made, "svg")).settings == {"live": 0.4}
