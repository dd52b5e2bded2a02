"""The map: the address is the view, growing moves nothing, and every part of it says what it
shows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from explorer.html.view import View
from explorer.pages.map import opened_pictures, saved_views
from explorer.pages.map.address import MORE, PARTS, MapAddress, read, write_positions
from explorer.pages.map.colours import COLOURS, NONE, SIZES, hues, sizes
from explorer.pages.map.opened_pictures import address_of
from explorer.pages.map.opened_pictures import reopened_picture as rebuild
from explorer.pages.map.positions import gather, group_of, shortest_paths
from explorer.pages.map.save_picture import finished_picture
from explorer.pages.map.scene import GONE, NEW, SAME, explore, scene_of, whole_graph
from explorer.pages.map.tie_table import HEADINGS, record
from explorer.pages.map.who_has_spoken import spoken_scene, talks_of
from explorer.picture.hidden_entries import chosen, keep_choices
from explorer.picture.image_export import as_file
from explorer.picture.image_files import reopen
from explorer.picture.network_payload import DrawOptions, payload
from explorer.picture.picture import Picture, Recipe, Tie
from explorer.picture.selection import FIRST
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.take_out.publish import Choice, release_for
from tests.graphs import busy, contact, graph, node, on_day, talks, tie

DAY = date(2025, 1, 1)
THEN = date(2017, 12, 1)
BUSY = graph(*busy())


def met() -> list[NodeRow | RelationshipRow]:
    """One live line, one that went quiet, both about the deal."""
    rows = [
        *talks(),
        node("Delegation", "gamma", name="Ministry of Gamma"),
        tie("gamma", "NEGOTIATES", "deal", role="negotiator"),
    ]
    rows += [*contact("e1", "2024-11-01", "meeting", "edri", "alpha"), tie("e1", "ABOUT", "deal")]
    rows += [*contact("e2", "2019-01-01", "letter", "apc", "beta"), tie("e2", "ABOUT", "deal")]
    return rows


def view(snapshot: Snapshot, on: date = DAY) -> View:
    return View(on_day(snapshot, on), False)


def outlined(made: Picture) -> set[str]:
    """The empty places of a picture."""
    return {entry.id for entry in made.entries if entry.seat in ("empty", "elsewhere")}


def test_the_address_is_the_view_and_drops_what_the_graph_does_not_know() -> None:
    snapshot = graph(*talks())
    params = {
        "focus": "alpha,nobody",
        "grow": f"deal,{MORE},x",
        "hide": "Issue,Wrong",
        "path": "alpha,beta",
        "since": "2020-01-01",
        "pick": "alpha,beta",
    }
    asked = read(
        {**params, "at": "alpha:12:-3,nobody:1:1,beta:x:2", "agreement": "alpha", "anchor": "soon"},
        snapshot,
    )
    assert asked.hide == {"Issue"}
    assert (*asked.focus, *asked.grow, *asked.path) == ("alpha", "deal", MORE, "alpha", "beta")
    assert (asked.since, asked.anchor, asked.agreement) == (date(2020, 1, 1), None, "")
    assert asked.at == {"alpha": (12.0, -3.0)}
    assert read({"at": write_positions(asked.at)}, snapshot).at == asked.at
    assert read({"path": "alpha"}, snapshot).empty
    assert read({"question": "nothing"}, snapshot).empty
    assert [read({"question": it}, snapshot).question for it in ("spoken", "all", "digital")] == [
        "spoken",
        "all",
        "digital",
    ]
    assert set(MapAddress.__dataclass_fields__) == {*PARTS, "held"}
    assert read(asked.view(), snapshot).view() == asked.view()


def test_growing_and_other_days_move_nothing() -> None:
    first = gather(on_day(BUSY, THEN), MapAddress(focus=("land",)))
    assert len(first.ids) == FIRST
    assert first.left > 0
    for asked, on in (
        (MapAddress(focus=("land",), grow=("hub",)), THEN),
        (MapAddress(focus=("land",), grow=(MORE, "hub")), THEN),
        (MapAddress(focus=("land",), anchor=THEN), date(2026, 11, 23)),
        (MapAddress(focus=("land",), anchor=THEN, since=date(2013, 1, 1)), THEN),
    ):
        wider = gather(on_day(BUSY, on), asked)
        assert all(
            wider.positions[id] == first.positions[id] for id in first.ids if id in wider.positions
        )
        assert len({*wider.ids, *first.ids}) > len(first.ids) or asked.since
    assert gather(on_day(BUSY, THEN), MapAddress(focus=("land",))) == first


def test_what_is_dragged_stays_where_it_was_put() -> None:
    seen = explore(view(graph(*met())), MapAddress(focus=("deal",), at={"alpha": (400.0, 10.0)}))
    assert seen.picture.positions["alpha"] == (400.0, 10.0)
    assert seen.sentence == "Around The Deal"


def test_ways_between_two_names_step_by_step() -> None:
    snapshot = graph(*met(), node("Member", "lone", name="Lone", stakeholder_group="academia"))
    assert shortest_paths(on_day(snapshot, DAY), "edri", "beta") == (
        ("edri",),
        ("e1",),
        ("deal",),
        ("beta",),
    )
    assert shortest_paths(on_day(snapshot, date(2024, 1, 1)), "edri", "beta") == (), (
        "the meeting came later"
    )
    assert shortest_paths(on_day(snapshot, DAY), "edri", "lone") == ()
    assert (
        explore(view(snapshot), MapAddress(path=("edri", "beta"))).sentence
        == "From EDRi to Ministry of Beta in 3 steps"
    )
    none = explore(view(snapshot), MapAddress(path=("edri", "lone")))
    assert (none.sentence, none.picture.entries) == ("No way is recorded from EDRi to Lone", ())


def test_who_of_us_has_spoken_to_whom() -> None:
    snapshot = graph(*met())
    found = spoken_scene(on_day(snapshot, DAY), "deal", "")
    assert (
        found.sentence
        == "One of 3 The Deal delegations has a live line to us: Ministry of Alpha, through EDRi"
    )
    assert {(line.source, line.target, line.says) for line in found.picture.ties} == {
        ("edri", "alpha", "live line"),
        ("apc", "beta", "gone quiet"),
        *((id, "deal", "at the table") for id in ("alpha", "beta", "gamma")),
    }
    assert outlined(found.picture) == {"gamma"}
    assert [text for _, _, text in found.drawn.notes] == ["No recorded contact on The Deal: 1"]
    assert talks_of(on_day(snapshot, DAY)) == ["deal"]
    before = spoken_scene(on_day(snapshot, date(2024, 1, 1)), "deal", "")
    assert before.sentence.startswith("None of the 3")
    assert outlined(before.picture) == {"alpha", "gamma"}
    assert all(
        before.picture.positions[id] == place
        for id, place in found.picture.positions.items()
        if id in ("alpha", "beta", "gamma", "deal")
    )
    unmet = spoken_scene(on_day(graph(*talks()), DAY), "deal", "")
    assert not unmet.drawn.notes, "no heading where nobody was met"
    assert outlined(unmet.picture) == {"alpha", "beta"}
    about = spoken_scene(on_day(snapshot, DAY), "deal", "flows")
    assert outlined(about.picture) == {"alpha", "beta", "gamma"}, "nobody raised that issue"
    says = {
        line.says
        for line in spoken_scene(
            on_day(snapshot, DAY), "deal", "", since=date(2024, 1, 1)
        ).picture.ties
    }
    assert says == {"new since then", "gone quiet", "at the table"}
    assert "cooled since then" in {
        line.says
        for line in spoken_scene(
            on_day(snapshot, date(2028, 1, 1)), "deal", "", since=DAY
        ).picture.ties
    }


def test_a_table_at_which_nobody_sits_is_said_to_be_empty() -> None:
    snapshot = graph(*met(), node("Agreement", "other", name="The Other"))
    found = spoken_scene(on_day(snapshot, DAY), "other", "")
    assert found.sentence == "Nobody sits at the table of The Other on this day"
    assert not found.picture.entries
    assert spoken_scene(on_day(snapshot, DAY), "deal", "").picture.entries


def test_a_planned_contact_is_drawn_with_dots_and_counts_for_nothing() -> None:
    plan: list[NodeRow | RelationshipRow] = [
        node("Plan", "p", name="Meet Gamma", state="planned"),
        tie("edri", "CARRIES", "p"),
        tie("p", "AIMS_AT", "gamma"),
    ]
    found = spoken_scene(on_day(graph(*met(), *plan), DAY), "deal", "")
    (line,) = [line for line in found.picture.ties if line.says == "planned contact"]
    assert (line.source, line.target, line.line) == ("edri", "gamma", "dotted")
    held = graph(*met(), *contact("old", "2012-12", "call", "edri", "gamma"), *plan)
    row = record(held, line, {"edri": "EDRi", "gamma": "Gamma"})
    assert (row["Since"], row["Source"]) == ("", ""), (
        "an old contact is no evidence of a planned one"
    )
    assert "gamma" in outlined(found.picture)


def test_two_days_are_compared_in_three_looks() -> None:
    snapshot = graph(*met(), tie("apc", "WORKS_ON", "flows", valid_to="2021-01-01"))
    asked = MapAddress(focus=("alpha", "apc"), since=date(2020, 6, 1))
    seen = explore(view(snapshot), asked)
    look = {
        id: group
        for id, group in seen.drawn.groups.items()
        if "REACHED" in id or "WORKS_ON" in id or "NEGOTIATES" in id
    }
    assert look == {
        "e1>REACHED>alpha": NEW,
        "apc>WORKS_ON>flows": GONE,
        "alpha>NEGOTIATES>deal": SAME,
    }
    assert set(seen.drawn.groups) == {line.id for line in seen.picture.ties}


@pytest.mark.parametrize("by", COLOURS)
def test_colours_are_those_of_their_legend(by: str) -> None:
    ids = gather(on_day(BUSY, THEN), MapAddress(question="recent")).ids
    color, legend = hues(on_day(BUSY, THEN), ids, by)
    assert set(color.values()) == {hue.color for hue in legend}
    assert sum(hue.number for hue in legend) == len(color)
    assert len({hue.color for hue in legend}) == len(legend)
    assert by == "label" or any(hue.color != NONE for hue in legend)


def test_colours_and_sizes_say_what_the_measures_say() -> None:
    snapshot = graph(*met())
    ids = ["alpha", "beta", "gamma", "edri", "deal"]
    warm, _ = hues(on_day(snapshot, DAY), ids, "warmth")
    assert warm["alpha"] == warm["edri"] != warm["beta"] != warm["gamma"]
    assert warm["deal"] == NONE
    _, kinds = hues(on_day(snapshot, DAY), ids, "gap")
    assert {hue.says: hue.number for hue in kinds} == {
        "Never raised": 1,
        "Tried, in vain": 1,
        "Not known": 1,
        "does not apply": 2,
    }
    size = {by: sizes(on_day(snapshot, DAY), ids, by) for by in SIZES}
    assert size["contacts"]["alpha"] == size["contacts"]["beta"] > size["contacts"]["gamma"]
    assert set(size["same"].values()) == {10.0}
    assert size["importance"]["alpha"] > size["importance"]["edri"]


def test_everything_is_shown_in_groups_that_open() -> None:
    seen = whole_graph(view(BUSY, THEN))
    assert 2 <= len(seen.picture.entries) <= 120
    biggest = seen.picture.entries[0]
    opened = explore(
        view(BUSY, THEN), MapAddress(question="group", focus=(biggest.id.removeprefix("group:"),))
    )
    assert len(opened.picture.entries) == FIRST
    assert {entry.id for entry in opened.picture.entries} <= set(biggest.inside)
    assert set(group_of(on_day(BUSY, THEN), biggest.id.removeprefix("group:"))) == set(
        biggest.inside
    )


def test_what_is_chosen_is_not_in_the_data_and_equal_pictures_are_equal_data() -> None:
    seen = explore(view(graph(*met())), MapAddress(focus=("deal",)))
    chosen = explore(
        view(graph(*met())),
        MapAddress(focus=("deal",), pick=("alpha",), hide=frozenset({"Issue"}), found="x"),
    )
    one, other = (payload(its.picture, its.drawn, "map", 600) for its in (seen, chosen))
    assert one == other
    assert payload(seen.picture, DrawOptions(strong=True), "map", 600)["rev"] != one["rev"]


def test_the_table_says_the_same() -> None:
    snapshot = graph(*met())
    found = spoken_scene(on_day(snapshot, DAY), "deal", "")
    names = {entry.id: entry.name for entry in found.picture.entries}
    rows = [record(snapshot, line, names) for line in found.picture.ties]
    assert rows[1]["Since"] == "2024-11-01"
    assert set(rows[0]) == set(HEADINGS)


def test_views_are_kept_by_name_even_by_several_at_once(tmp_path: Path) -> None:
    writers = [
        Thread(
            target=saved_views.save,
            args=(tmp_path, f"view {number}", {"focus": f"f{number}", "secret": "x"}),
        )
        for number in range(8)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert saved_views.views(tmp_path) == {
        f"view {number}": {"focus": f"f{number}"} for number in range(8)
    }
    saved_views.forget(tmp_path, "view 3")
    assert "view 3" not in saved_views.views(tmp_path)
    (tmp_path / saved_views.VIEWS.file).write_text("[broken")
    assert saved_views.views(tmp_path) == {}


def drawn(made: Picture) -> tuple[set[tuple[str, float, float, str]], set[Tie]]:
    """What is in a picture, where, in which colour."""
    return {(entry.id, entry.x, entry.y, entry.color) for entry in made.entries}, set(made.ties)


def everybody_kept(snapshot: Snapshot) -> dict[str, Choice]:
    """What is chosen where whoever could be recognised is public knowledge."""
    return dict.fromkeys((found.id for found in release_for(snapshot, "public").findings), "keep")


def test_a_saved_picture_shows_what_the_screen_shows_and_opens_again(tmp_path: Path) -> None:
    choices = everybody_kept(BUSY)
    shown = view(release_for(BUSY, "public", choices).snapshot, THEN)
    asked = MapAddress(
        focus=("hub",),
        grow=("deal",),
        hide=frozenset({"Engagement"}),
        off=frozenset({"PARTY_TO"}),
        colour="gap",
        at={"deal": (11.0, 12.0)},
    )
    made = finished_picture(shown, asked, scene_of(shown, asked), "public")
    made = replace(made, recipe=keep_choices(tmp_path, replace(made.recipe, choices=choices)))
    assert "Engagement" not in {entry.label for entry in made.entries}
    assert "PARTY_TO" not in {line.type for line in made.ties}
    assert made.positions["deal"] == (11.0, 12.0)
    assert made.filters == ("without contacts", "without ties of the kind “is party to”")
    found = reopen(as_file(made, "svg"))
    again, since = rebuild(BUSY, replace(found, choices=dict(chosen(tmp_path, found)[0])))
    assert drawn(again) == drawn(made)
    assert again.filters == made.filters
    assert since.says == "The data has not changed since this picture was made."
    params = address_of(found, opened_pictures.keep_recipe(tmp_path, found))
    assert {**params, "grow": "deal"} == {
        **asked.view(),
        "as_of": "2017-12-01",
        "whom": "public",
        "opened": params["opened"],
    }
    held = opened_pictures.kept_recipe(tmp_path, params["opened"])
    assert held == found
    on_the_map = scene_of(shown, opened_pictures.address_over(read(params, shown.snapshot), held))
    assert on_the_map.picture.positions == made.positions
    assert opened_pictures.kept_recipe(tmp_path, "../views") is None
    spoken_one = MapAddress(question="spoken", agreement="deal")
    for kind in ("svg", "html"):
        assert b"Ministry of Alpha" in as_file(
            finished_picture(shown, spoken_one, scene_of(shown, spoken_one), "public"), kind
        )


def test_what_was_hidden_comes_back_where_it_stood_but_for_the_public(tmp_path: Path) -> None:
    asked = MapAddress(
        each=True, focus=("hub",), hide=frozenset({"Engagement"}), off=frozenset({"PARTY_TO"})
    )
    for audience in ("private", "coalition", "public"):
        shown = view(release_for(BUSY, audience).snapshot, THEN)
        every = scene_of(shown, asked).picture
        hidden = {entry.id for entry in every.entries if entry.label == "Engagement"}
        wide = replace(asked, grow=(min(hidden),))
        file = as_file(finished_picture(shown, wide, scene_of(shown, wide), audience), "html")
        found = reopen(file)
        assert hidden
        assert not hidden & set(found.places)
        put_back = replace(
            read(address_of(found, "0"), shown.snapshot), hide=frozenset(), off=frozenset()
        )
        back = scene_of(shown, opened_pictures.address_over(put_back, found)).picture
        if audience == "public":
            assert not any(id.encode() in file for id in hidden), "not even as what was widened"
            assert set(back.positions) == set(found.places)
            assert "(contacts), for it was made for the public" in opened_pictures.lacking_hidden(
                found
            )
            continue
        assert every.positions.items() <= back.positions.items()
        assert set(every.ties) <= set(back.ties)
        assert opened_pictures.lacking_hidden(found) == ""
        again, since = rebuild(BUSY, found)
        assert (again.positions, again.recipe.aside, since.gone) == (found.places, found.aside, ())
        old = Recipe.from_json(replace(found, aside={}).to_json().replace('"aside":{},', ""))
        assert old.places == found.places
        assert opened_pictures.lacking_hidden(old).endswith(
            "for it was made without them: showing them again brings none of them back."
        )
        assert (
            opened_pictures.kept_recipe(tmp_path, opened_pictures.keep_recipe(tmp_path, old)) == old
        )


def test_a_public_picture_merges_again_where_it_was_made_and_tells_nobody_else(
    tmp_path: Path,
) -> None:
    rows = [
        node("Member", f"m{at}", name=f"Quiet {at}", stakeholder_group="academia")
        for at in range(3)
    ]
    snapshot = graph(*talks(), *rows, *(tie(f"m{at}", "WORKS_ON", "data") for at in range(3)))
    choices: dict[str, Choice] = {"m0": "merge", "m1": "merge", "m2": "merge"}
    safe = view(release_for(snapshot, "public", choices).snapshot)
    asked = MapAddress(focus=("data",)).within(safe.snapshot)
    made = finished_picture(safe, asked, scene_of(safe, asked), "public")
    made = replace(made, recipe=keep_choices(tmp_path, replace(made.recipe, choices=dict(choices))))
    file = as_file(made, "svg")
    assert b"Quiet" not in file
    found = reopen(file)
    assert not {"m0", "m1", "m2"} & {*found.places, *found.choices}
    assert "several_academia" in found.places
    again, since = rebuild(snapshot, replace(found, choices=dict(chosen(tmp_path, found)[0])))
    assert (drawn(again), since.same) == (drawn(made), True)
    assert keep_choices(tmp_path, made.recipe).release == found.release, (
        "equal choices have one number"
    )
    assert chosen(tmp_path / "elsewhere", found) == ({}, False)
    _, since = rebuild(snapshot, found)
    assert since.gone == ("several_academia",)
