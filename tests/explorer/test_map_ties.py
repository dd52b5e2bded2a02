"""Ties on the map: each answers a click and a key, several between the same two part from each
other, many contacts are folded, and nobody's place at a table stands empty unsaid.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from explorer.app import database
from explorer.html.view import View
from explorer.pages.map.address import SPOKEN, MapAddress
from explorer.pages.map.colours import hues, sizes
from explorer.pages.map.save_picture import finished_picture
from explorer.pages.map.scene import scene_of
from explorer.pages.map.tie_table import empty_place
from explorer.pages.map.who_has_spoken import talks_of
from explorer.picture.folding import FOLDED, MANY
from explorer.picture.from_recipe import compose
from explorer.picture.image_export import as_file
from explorer.picture.network_payload import DrawOptions, payload
from explorer.picture.picture import SEATS, Entry, Picture, Recipe, Tie
from graph_model.rows import NodeRow, RelationshipRow
from tests.browser import app_over, settled, window
from tests.explorer.test_browser import opened, press
from tests.explorer.test_pages import show, words
from tests.graphs import busy, contact, graph, node, on_day, talks, tie

DAY = date(2025, 1, 1)
THEN = date(2017, 12, 1)
BUSY = graph(*busy())
#: Where a line is half way, on the page.
HALF_WAY = """(id) => {
    const { net, box } = globalThis.__linkages_picture, edge = net.body.edges[id];
    const { x, y } = net.canvasToDOM(edge.edgeType.getPoint(0.5));
    const frame = box.getBoundingClientRect();
    return [frame.left + x, frame.top + y];
}"""
#: Whether the picture has heard that a line is looked at.
LOOKED_AT = "(id) => globalThis.__linkages_picture.at === id"
#: A clock that a test can set: the library of the picture takes the page's as it is loaded.
OWN_CLOCK = "const now = Date.now; Date.now = () => globalThis.__time ?? now()"


def met() -> list[NodeRow | RelationshipRow]:
    """EDRi and Alpha met, and mean to meet again; Beta was never met; Gamma sits at no table."""
    return [
        *talks(),
        node("Delegation", "gamma", name="Ministry of Gamma"),
        *contact("e1", "2024-11-01", "meeting", "edri", "alpha"),
        tie("e1", "ABOUT", "deal"),
        node("Plan", "p1", name="Meet again", state="planned", due="2025-03-01", kind="meeting"),
        tie("edri", "CARRIES", "p1"),
        tie("p1", "AIMS_AT", "alpha"),
    ]


def often(number: int) -> list[NodeRow | RelationshipRow]:
    """EDRi met Alpha so many times, a year after the other."""
    rows = talks()
    for at in range(number):
        rows += contact(f"c{at}", f"{2010 + at}-05-01", "meeting", "edri", "alpha")
    return rows


def three() -> Picture:
    """Three ties between the same two entries, in both directions, and one beside them."""
    entries = tuple(
        Entry(id, id.upper(), "Member", x, y, 8.0, "#0072B2")
        for id, x, y in (("a", 0.0, 0.0), ("b", 300.0, 0.0), ("c", 150.0, 260.0))
    )
    known = Tie(
        "a",
        "b",
        "speaks to",
        color="#85827A",
        since="2019-03",
        source_url="https://example.org/minutes",
        sure="verified",
    )
    writes = replace(known, says="writes to")
    answers = replace(known, source="b", target="a", says="answers")
    return Picture(entries, (known, writes, answers, Tie("a", "c", "knows")))


# ---------------------------------------------------------------- bent apart


def test_each_of_several_ties_between_the_same_two_has_a_bend_of_its_own() -> None:
    made = three()
    made = replace(made, ties=tuple(Tie(t.source, t.target, t.says) for t in made.ties))
    on_the_left = [
        made.bends.get(its.id, 0.0) * (1 if its.source == "a" else -1) for its in made.ties[:3]
    ]
    assert len(set(on_the_left)) == 3, "seen from the same end, no two have the same bend"
    assert sum(on_the_left) == pytest.approx(0)
    assert made.ties[3].id not in made.bends, "a tie by itself is straight"
    edges = payload(made, DrawOptions(), "map", 600)["edges"]
    assert [edge.get("bend", 0.0) for edge in edges] == [
        made.bends.get(its.id, 0.0) for its in made.ties
    ]
    drawn = as_file(replace(made, recipe=Recipe()), "svg").decode()
    assert drawn.count("Q") >= 2


def test_the_ties_of_a_picture_say_since_when_by_which_source_and_how_sure() -> None:
    rows = [*met(), tie("edri", "WORKS_ON", "flows", valid_from="2019", source_url="https://e.org")]
    made = scene_of(View(on_day(graph(*rows), DAY), False), MapAddress(focus=("edri",))).picture
    said = {its.type: (its.since, its.source_url, its.sure) for its in made.ties}
    assert said["WORKS_ON"] == ("2019", "https://e.org", "verified")
    assert said["TOOK_PART_IN"][0] == "2024-11-01", "a contact holds from its own day"


# ---------------------------------------------------------------- folded


def test_many_contacts_are_folded_by_who_had_them_and_when() -> None:
    shown = View(on_day(graph(*often(MANY)), DAY), False)
    few = View(on_day(graph(*often(MANY - 1)), DAY), False)
    assert "Engagement" in scene_of(few, MapAddress(focus=("alpha",))).picture.counts
    seen = scene_of(shown, MapAddress(focus=("alpha",)))
    assert "Engagement" not in seen.picture.counts
    (line,) = [its for its in seen.picture.ties if not its.type]
    assert (line.source, line.target, line.number) == ("edri", "alpha", MANY)
    assert (line.words, line.since) == ("2010–2017 ×8", "2010-05-01")
    assert seen.drawn.groups[line.id] == FOLDED
    each = scene_of(shown, MapAddress(focus=("alpha",), each=True)).picture
    assert each.counts["Engagement"] == MANY
    drawn = compose(graph(*often(MANY)), Recipe(focus=("alpha",), as_of="2025-01-01"))
    assert "edri" in drawn.by_id, "files say the same"
    assert [its.words for its in drawn.ties if not its.type] == [line.words]
    again = compose(graph(*often(MANY)), drawn.recipe)
    assert (again.entries, again.ties) == (drawn.entries, drawn.ties)


def test_around_the_best_met_body_members_stand_by_name() -> None:
    seen = scene_of(View(on_day(BUSY, THEN), False), MapAddress(focus=("hub",)))
    lines = {its.source for its in seen.picture.ties if not its.type}
    assert {"edri", "apc", "icc", "ietf", "uni"} <= lines
    assert "Engagement" not in seen.picture.counts


# ---------------------------------------------------------------- empty places


def test_whom_nobody_of_us_reaches_has_an_empty_place_and_the_table_says_so() -> None:
    shown = View(on_day(graph(*met()), DAY), False)
    asked = MapAddress(focus=("deal",))
    made = scene_of(shown, asked).picture
    places = {entry.id: entry.seat for entry in made.entries if entry.label == "Delegation"}
    assert places == {"alpha": "", "beta": "empty"}
    assert "gamma" not in places, "who sits at no table has no place"
    around = scene_of(shown, MapAddress(focus=("gamma",))).picture
    assert not any(entry.seat for entry in around.entries)
    row = empty_place(made.by_id["beta"], asked)
    assert [row[name] for name in ("From", "How", "To")] == [
        "Nobody of us",
        "has a recorded contact with",
        "Ministry of Beta",
    ]
    for kind in ("svg", "html"):
        assert (
            "no recorded contact of ours"
            in as_file(finished_picture(shown, asked, scene_of(shown, asked), "private"), kind)
            .decode()
            .lower()
        )


def test_who_was_met_on_something_else_is_not_said_to_be_never_met() -> None:
    rows = [*talks(), *contact("old", "2015-03-01", "meeting", "edri", "alpha")]
    asked = MapAddress(question=SPOKEN, agreement="deal")
    alpha = scene_of(View(on_day(graph(*rows), DAY), False), asked).picture.by_id["alpha"]
    assert alpha.seat == "elsewhere", "not on this negotiation"
    assert SEATS[alpha.seat] == "recorded contact of ours on something else only"
    row = empty_place(alpha, asked)
    assert (row["From"], row["How"]) == ("No recorded contact on this", "is with")
    beta = scene_of(View(on_day(graph(*rows), DAY), False), asked).picture.by_id["beta"]
    assert (beta.seat, empty_place(beta, asked)["From"]) == ("empty", "Nobody of us")
    made = finished_picture(
        shown := View(on_day(graph(*rows), DAY), False), asked, scene_of(shown, asked), "private"
    )
    drawn = as_file(made, "svg").decode()
    assert "Recorded contact of ours on something else only: Ministry of Alpha." in drawn
    assert "No recorded contact of ours: Ministry of Beta." in drawn


def test_a_picture_for_the_public_says_of_all_alike_that_something_may_not_be_shown() -> None:
    private = [row for row in met() if not (isinstance(row, NodeRow) and row.id == "e1")]
    private += [node("Engagement", "e1", date="2024-11-01", kind="meeting", visibility="private")]
    made = compose(graph(*private), Recipe(focus=("deal",), as_of="2025-01-01", audience="public"))
    places = {entry.id: entry.seat for entry in made.entries if entry.label == "Delegation"}
    assert places == {"alpha": "unsaid", "beta": "unsaid"}, "met in private or not at all: the same"
    for kind in ("svg", "html"):
        said = as_file(made, kind).decode()
        assert "o public contact" in said
        assert "What is not public is not shown" in said


# ---------------------------------------------------------------- colours and sizes


@pytest.mark.parametrize("by", ["group", "community", "gap", "warmth"])
def test_a_colour_never_depends_on_what_else_is_shown(by: str) -> None:
    day = on_day(BUSY, THEN)
    every = list(day.snapshot.nodes)
    some = [id for id in every if day.snapshot.nodes[id].label in ("Member", "Delegation")][::3]
    wide, narrow = hues(day, every, by), hues(day, some, by)
    assert {id: wide[0][id] for id in some} == narrow[0]
    said = {key.says: key.color for key in wide[1]}
    assert all(said[key.says] == key.color for key in narrow[1])


@pytest.mark.parametrize("by", ["ties", "contacts", "importance"])
def test_sizes_compare_from_picture_to_picture(by: str) -> None:
    day = on_day(BUSY, THEN)
    every = list(day.snapshot.nodes)
    wide = sizes(day, every, by)
    assert sizes(day, every[::5], by) == {id: wide[id] for id in every[::5]}


# ---------------------------------------------------------------- the page


@pytest.mark.parametrize(
    "start",
    [{"question": "spoken"}, {"focus": "usa_ustr"}, {"question": "spoken", "agreement": "usmca"}],
)
def test_the_map_opens_over_the_opening_facts(start: dict[str, str]) -> None:
    day = "1995-01-01" if "agreement" in start else "2017-12-01"
    assert "<h1>" in words(show("map", as_of=day, **start))


def test_the_card_of_each_sort_of_tie_says_what_is_behind_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(database, "snapshot", lambda: BUSY)
    shown = View(on_day(BUSY, THEN), False)
    asked = MapAddress(question="spoken", agreement=talks_of(shown.day)[0])
    told: dict[str, tuple[Tie, dict[str, str]]] = {}
    for address, params in (
        (asked, {"question": "spoken"}),
        (MapAddress(focus=("hub",)), {"focus": "hub"}),
        (MapAddress(question="all"), {"question": "all"}),
    ):
        for its in scene_of(shown, address).picture.ties:
            sort = "between groups" if its.source.startswith("group:") else its.says.split(" (")[0]
            told.setdefault(sort, (its, params))
    assert {"at the table", "gone quiet", "in contact", "negotiates", "between groups"} <= set(told)
    for its, params in told.values():
        said = words(show("map", as_of=THEN.isoformat(), tie=its.id, **params))
        card = said.split('aria-label="The chosen tie"')[1]
        assert "<h2>" in card, its.id
        assert any(
            part in card
            for part in ("How we know", "behind this line", "lk-fold", "between the two groups")
        ), its.id
    unknown = words(show("map", as_of=THEN.isoformat(), focus="hub", tie="hub>KNOWS>x"))
    assert "The chosen tie" not in unknown


def test_what_is_taken_out_by_its_line_in_the_legend_is_not_in_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    snapshot = graph(*often(MANY))
    monkeypatch.setattr(database, "snapshot", lambda: snapshot)

    def says(**params: str) -> list[str]:
        page = show("map", focus="alpha", as_of=DAY.isoformat(), **params)
        return list(page.dataframe[0].value["How"])

    line = "in contact (2010–2017 ×8) with"
    assert line in says()
    assert says(off=FOLDED) == [said for said in says() if said != line]


# ---------------------------------------------------------------- what a person does


def card(page: Page) -> str:
    """The card of the tie that is looked at."""
    found = page.get_by_role("region", name="The chosen tie")
    expect(found).to_be_visible()
    return found.inner_text()


@pytest.mark.browser
def test_a_tie_answers_a_click_and_a_key(page: Page) -> None:
    opened(page, "/map?focus=usa_ustr&as_of=2017-12-01")
    page.mouse.click(*page.evaluate(HALF_WAY, "usa_ustr>NEGOTIATES>tisa"))
    said = card(page)
    assert "United States · USTR negotiates TiSA" in said
    assert "How we know" in said
    assert "read on" in said, "since when, by which source and how sure"
    own = page.get_by_role("link", name="Edit or dispute: United States · USTR negotiates TiSA")
    expect(own).to_be_visible()
    expect(page, "the address is the view").to_have_url(re.compile("tie=usa_ustr"))
    press(page, "ttip")
    expect(page.get_by_role("region", name="The chosen entry")).to_contain_text("Transatlantic")
    expect(page).not_to_have_url(re.compile("tie="))
    settled(page)
    graph = page.locator(".lk-graph")
    graph.press("t")
    expect(page.locator(".lk-say")).to_contain_text("tie 1 of")
    graph.press("ArrowRight")
    expect(page.locator(".lk-say")).to_contain_text("tie 2 of")
    graph.press("Enter")
    assert "TTIP" in card(page)
    settled(page)
    page.get_by_role("link", name="Close").click()
    expect(page.get_by_role("region", name="The chosen entry")).to_be_visible()


@pytest.mark.browser
def test_what_was_closed_opens_when_it_is_chosen_again(page: Page) -> None:
    opened(page, "/map?focus=usa_ustr&as_of=2017-12-01")
    entry = page.get_by_role("region", name="The chosen entry")
    tie = page.get_by_role("region", name="The chosen tie")
    for _ in range(2):
        page.mouse.click(*page.evaluate(HALF_WAY, "usa_ustr>NEGOTIATES>tisa"))
        expect(tie).to_be_visible()
        tie.get_by_role("link", name="Close").click()
        expect(tie).to_have_count(0)
        settled(page)
    for _ in range(2):
        press(page, "ttip")
        expect(entry).to_contain_text("Transatlantic")
        entry.get_by_role("link", name="Close").click()
        expect(entry).not_to_contain_text("Transatlantic")
        settled(page)


@pytest.mark.browser
def test_a_press_is_a_click_however_long_it_was(page: Page) -> None:
    page.add_init_script(OWN_CLOCK)
    opened(page, "/map?focus=usa_ustr&as_of=2017-12-01")
    tie = "usa_ustr>NEGOTIATES>tisa"
    for held in (249, 250, 251, 252):
        settled(page)
        page.mouse.move(*page.evaluate(HALF_WAY, tie))
        page.evaluate("globalThis.__time = 1_800_000_000_000")
        page.mouse.down()
        page.evaluate("(held) => { globalThis.__time += held }", held)
        page.mouse.up()
        page.wait_for_function(LOOKED_AT, arg=tie)
        page.evaluate("globalThis.__time = null")
        assert "United States · USTR negotiates TiSA" in card(page)
        page.get_by_role("link", name="Close").click()
        page.wait_for_function(LOOKED_AT, arg=None)


@pytest.mark.browser
def test_a_line_of_folded_contacts_lists_them_by_year(page: Page) -> None:
    opened(page, "/map?focus=usa_ustr&as_of=2017-12-01")
    lines = page.evaluate(
        "globalThis.__linkages_picture.worded.map((tie) => [tie.id, tie.from, tie.words])"
    )
    id = next(id for id, member, _ in lines if member == "eff")
    page.mouse.click(*page.evaluate(HALF_WAY, id))
    said = card(page)
    assert "EFF and United States · USTR" in said
    assert "2017 (" in said
    named = page.evaluate("globalThis.__linkages_picture.named")
    assert {member for _, member, _ in lines} <= set(named), "who of us stands by name, all of them"
    settled(page)
    page.get_by_role("link", name="Show each contact").click()
    page.wait_for_function("globalThis.__linkages_picture.worded.length === 0")


@pytest.mark.browser
def test_two_ties_between_the_same_two_each_answer_their_click(
    browser: Browser, tmp_path: Path
) -> None:
    with (
        app_over(tmp_path / "home", graph(*met())) as address,
        window(browser, base_url=address, viewport={"width": 1280, "height": 900}) as page,
    ):
        opened(page, f"/map?question=spoken&agreement=deal&as_of={DAY}")
        for says, told in (("live line", "behind this line"), ("planned contact", "meant to")):
            settled(page)
            page.mouse.click(*page.evaluate(HALF_WAY, tie := f"edri>{says}>alpha"))
            page.wait_for_function(LOOKED_AT, arg=tie)
            expect(page.get_by_role("region", name="The chosen tie")).to_contain_text(told)


@pytest.mark.browser
def test_the_offline_file_answers_a_click_on_each_tie(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "three.html"
    file.write_bytes(as_file(replace(three(), recipe=Recipe()), "html"))
    with window(browser, offline=True, viewport={"width": 1200, "height": 900}) as page:
        page.goto(file.as_uri())
        at = """(number) => {
            const svg = document.querySelector("svg");
            const path = document.createElementNS(svg.namespaceURI, "path");
            path.setAttribute("d", lines.find((its) => its.number === number).d);
            svg.append(path);
            const middle = path.getPointAtLength(path.getTotalLength() / 2);
            const point = middle.matrixTransform(svg.getScreenCTM());
            path.remove();
            return [point.x, point.y];
        }"""
        told = page.get_by_role("status", name="The chosen tie")
        for number, says in enumerate(("A speaks to B", "A writes to B", "B answers A")):
            page.mouse.click(*page.evaluate(at, number))
            expect(told).to_contain_text(says)
            expect(told).to_contain_text(
                "since 2019-03; verified; source: https://example.org/minutes"
            )
        page.locator(".picture").focus()
        page.keyboard.press("t")
        expect(told).to_contain_text("A knows C")
        page.keyboard.press("Escape")
        expect(told).to_be_hidden()


@pytest.mark.browser
def test_on_a_phone_the_picture_comes_before_its_controls(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/map?question=spoken&as_of=2017-12-01&friends=in")
    page.wait_for_function("globalThis.__linkages_picture?.fitted")
    settled(page)
    picture = page.locator(".lk-graph").bounding_box()
    controls = page.locator(".st-key-lk-mapctl").bounding_box()
    assert picture is not None
    assert controls is not None
    assert picture["y"] + picture["height"] <= controls["y"]
    assert picture["y"] < 844 - 240, "on the first screen"


#: Notes of the picture that lie over a name, a mark or the words of a tie.
CROSSING = """() => {
  const { noted, taken } = globalThis.__linkages_picture;
  return noted.filter(({ place }) => taken.some((other) =>
    other !== place && place[0] < other[2] && place[2] > other[0]
      && place[1] < other[3] && place[3] > other[1])).map(({ text }) => text);
}"""


@pytest.mark.browser
@pytest.mark.parametrize(("width", "said"), [(1280, 1), (390, 0)])
def test_a_note_between_the_rows_lies_over_no_name(page: Page, width: int, said: int) -> None:
    """On a phone the rows are too near each other for it; the legend holds the number."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/map?question=spoken&as_of=2026-11-23")
    page.wait_for_function("globalThis.__linkages_picture?.fitted")
    settled(page)
    assert page.evaluate("globalThis.__linkages_picture.notes.length") == 1
    assert page.evaluate("globalThis.__linkages_picture.noted.length") == said
    assert page.evaluate(CROSSING) == []
    expect(page.get_by_text("recorded contact of ours on something else only")).to_be_visible()
