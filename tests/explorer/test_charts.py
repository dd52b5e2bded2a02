"""The map of the world, clauses and contacts in time: what they say, hold, and leave out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from explorer.picture.chart import Chart
from explorer.picture.clauses import clauses, clauses_chart
from explorer.picture.contact_times import contacts_chart, met
from explorer.picture.highlight import name_in
from explorer.picture.image_export import CHARTS, MAKERS, as_file, drawing, make
from explorer.picture.image_files import reopen
from explorer.picture.kind_looks import COLORS
from explorer.picture.outlines import equal_earth, outlines
from explorer.picture.picture import Recipe, What
from explorer.picture.styles import SIZES, STYLES
from explorer.picture.world import world_chart
from explorer.picture.world_tiles import by_region, sentence, tiles, wto_members
from graph_model.measures import KIND, find_cells
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

DAY = date(2025, 1, 1)


def world() -> Snapshot:
    """Alpha of Argentina is met by one of us; the Union's delegation is at the same table and was
    never written to.
    """
    return graph(
        *talks(),
        node("Economy", "arg", name="Argentina", iso3="ARG", region="South America"),
        node("Economy", "euu", name="European Union", iso3="EUU", region="European Union"),
        node("Economy", "abw", name="Aruba", iso3="ABW", region="Caribbean"),
        node("Delegation", "eu_trade", name="DG Trade"),
        tie("alpha", "REPRESENTS", "arg"),
        tie("eu_trade", "REPRESENTS", "euu"),
        tie("beta", "REPRESENTS", "bra"),
        node("Economy", "bra", name="Brazil", iso3="BRA", region="South America"),
        tie("eu_trade", "NEGOTIATES", "deal", role="negotiator"),
        *contact("e1", "2024-12-01", "meeting", "edri", "alpha", "flows"),
    )


def test_every_member_of_the_wto_and_every_economy_on_record_has_one_square() -> None:
    seeds = seed_snapshot()
    day = on_day(seeds, date(2026, 11, 27))
    found = tiles(day, find_cells(day))
    wanted = {member.id for member in wto_members()} | {row.id for row in seeds.of("Economy")}
    assert sorted(tile.id for tile in found) == sorted(wanted)
    assert len({tile.code for tile in found}) == len(found), "and a code of its own"
    assert all(tile.region for tile in found)
    drawn = as_file(world_chart(seeds, Recipe(what="world", as_of="2026-11-27")), "svg").decode()
    assert drawn.count("<g><title>") == len(found)


def test_a_square_is_marked_by_the_best_line_and_the_unions_members_by_its_delegation() -> None:
    day = on_day(world(), DAY)
    found = {tile.id: tile for tile in tiles(day, find_cells(day))}
    assert found["arg"].kind == "one"
    assert found["euu"].kind == found["fra"].kind == "unknown"
    assert found["fra"].cells == found["euu"].cells
    assert found["gbr"].kind == "", "it left the Union in 2020"
    assert found["abw"].kind == found["jpn"].kind == "", "nobody of theirs is at a table"
    assert sentence(list(found.values()), with_friends=False) == (
        "1 of the 3 economies at a table is reached by us on at least one issue"
    )
    assert by_region(list(found.values())) == {"European Union": (1, 0), "South America": (2, 1)}

    before = on_day(world(), date(2020, 1, 15))
    union = {tile.id: tile for tile in tiles(before, find_cells(before))}
    assert union["gbr"].cells == union["euu"].cells
    assert union["gbr"].kind == "unknown"


def test_a_square_is_an_economy_and_not_what_else_has_its_id() -> None:
    day = on_day(graph(node("Agreement", "ita", name="ITA / ITA-II")), DAY)
    found = {tile.id: tile for tile in tiles(day, [])}
    assert (found["ita"].name, found["ita"].code) == ("Italy", "ITA")
    assert found["fra"].name == "France"


@pytest.mark.parametrize("what", CHARTS)
def test_a_chart_that_counts_friends_says_so(what: What) -> None:
    for friends in (True, False):
        recipe = Recipe(what=what, as_of="2025-01-01", with_friends=friends)
        drawn = drawing(make(world(), recipe), carry_fonts=False)
        assert ("friends outside the coalition count as ours" in drawn) == friends
    titled = world_chart(world(), Recipe(what="world", as_of="2025-01-01", with_friends=True))
    assert "reached by us or a friend on at least one issue" in titled.recipe.title


def test_a_world_without_a_line_says_so() -> None:
    day = on_day(world(), date(2024, 1, 1))
    assert sentence(tiles(day, find_cells(day)), with_friends=False) == (
        "None of the 3 economies at a table is reached by us on any issue"
    )
    assert (
        sentence(tiles(on_day(graph(), DAY), ()), with_friends=True)
        == "No economy is at a table on this day"
    )


def agreements() -> Snapshot:
    return graph(
        node("Agreement", "old", name="Old Pact", date_signed="2010-05-01"),
        node("Agreement", "new", name="New Pact", date_signed="2020-05-01"),
        node("Agreement", "joining", name="Old Pact: Ruritania"),
        node("Issue", "flows", name="Data flows"),
        node("Issue", "code", name="Source code"),
        tie("joining", "JOINS", "old"),
        tie("old", "COVERS", "flows", strength="binding", article="14.11", known_from="2010-05-01"),
        tie("new", "COVERS", "flows", strength="binding", article="4", known_from="2020-05-01"),
        tie("new", "COVERS", "code", strength="absent_by_design", known_from="2020-05-01"),
        tie("joining", "COVERS", "flows", strength="binding", article="14.11"),
    )


def test_clauses_stand_from_the_day_on_which_they_were_known() -> None:
    def held(year: int, *only: str) -> set[tuple[str, str, str]]:
        found = clauses(on_day(agreements(), date(year, 1, 1)), only)
        return {(clause.agreement, clause.issue, clause.group) for clause in found}

    assert held(2015) == {("old", "flows", "binds"), ("new", "flows", "not settled")}
    assert held(2021) == {
        ("old", "flows", "binds"),
        ("new", "flows", "binds"),
        ("new", "code", "left out on purpose"),
    }
    assert held(2021, "joining") == {("joining", "flows", "binds")}, "accessions only where asked"


def test_the_table_of_clauses_says_which_issue_is_bound_most_often_and_names_articles() -> None:
    made = clauses_chart(agreements(), Recipe(what="clauses", as_of="2021-01-01"))
    assert made.recipe.title == (
        "Most often written as binding: Data flows, in 2 of 2 agreements with clauses on record"
    )
    drawn = as_file(made, "svg").decode()
    assert "14.11" in drawn
    assert drawn.index("New Pact") < drawn.index("Old Pact"), "the latest signature first"
    (table,) = made.tables()
    assert [row[3] for row in table.rows] == ["left out on purpose", "binds", "binds"]
    empty = clauses_chart(graph(), Recipe(what="clauses", as_of="2021-01-01"))
    assert empty.recipe.title == "No clause that binds is on record"
    assert as_file(empty, "svg")


def test_contacts_in_time_put_first_whom_we_met_last() -> None:
    snapshot = graph(
        *talks(),
        node("Delegation", "gamma", name="Gamma"),
        *contact("e1", "2015-03-01", "meeting", "edri", "alpha", "flows"),
        *contact("e2", "2024-12-01", "meeting", "edri", "gamma", "flows"),
        *contact("e3", "2025-06-01", "meeting", "edri", "alpha", "flows"),
    )
    found = met(on_day(snapshot, DAY), ())
    assert list(found) == ["gamma", "alpha"], "what is later than the day is not there yet"
    made = contacts_chart(snapshot, Recipe(what="contacts", as_of="2025-01-01"))
    assert made.recipe.title == (
        "2 delegations met or written to since 2015, 1 of them within the last two years"
    )
    assert len(made.tables()[0].rows) == 2
    assert "not shown" not in made.foot[0]
    nobody = contacts_chart(graph(*talks()), Recipe(what="contacts", as_of="2025-01-01"))
    assert nobody.recipe.title == "No contact of ours with a delegation is on record up to this day"
    friends = [
        *talks(),
        node("Member", "pal", name="Pal", relation="peer"),
        *contact("theirs", "2024-03-01", "meeting", "pal", "alpha", "flows"),
    ]
    titles = [
        contacts_chart(
            graph(*friends), Recipe(what="contacts", as_of="2025-01-01", with_friends=wide)
        ).recipe.title
        for wide in (False, True)
    ]
    assert titles == [
        "No contact of ours with a delegation is on record up to this day",
        "1 delegation met or written to since 2024, 1 of them within the last two years",
    ]
    assert as_file(nobody, "svg")


def test_the_public_sees_no_private_contact_in_time() -> None:
    hidden = [
        replace(row, fields={**row.fields, "visibility": "private"})
        for row in contact("e1", "2024-12-01", "meeting", "edri", "alpha", "flows")
    ]
    snapshot = graph(*talks(), *hidden)
    for audience, number in (("private", 1), ("public", 0)):
        recipe = Recipe(what="contacts", as_of="2025-01-01", audience=audience)
        assert contacts_chart(snapshot, recipe).counts["contacts"] == number


@pytest.mark.parametrize("what", get_args(What))
def test_every_picture_is_drawn_on_every_sheet_in_every_style(what: What) -> None:
    assert set(MAKERS) == set(get_args(What))
    snapshot = world()
    for size in SIZES:
        for style in STYLES:
            recipe = Recipe(what=what, as_of="2025-01-01", size=size, style=style)
            made = make(snapshot, recipe)
            drawn = drawing(made, carry_fonts=False, recipe=False)
            assert not re.search(r"\bnan\b", drawn)
            wide = SIZES[size].width
            for x in re.findall(r'<(?:rect|text) x="(-?[\d.]+)"', drawn):
                assert -20 <= float(x) <= wide, (size, style)
            if isinstance(made, Chart):
                assert made.tables()
                assert made.counted


def test_two_days_stand_side_by_side_and_say_both() -> None:
    recipe = Recipe(what="world", as_of="2025-01-01", before="2024-01-01")
    made = make(world(), recipe)
    assert isinstance(made, Chart)
    assert made.recipe.title == (
        "0 of 3 economies reached on 1 January 2024, 1 of 3 economies reached on 1 January 2025"
    )
    assert made.recipe.before == "2024-01-01"
    (one,) = [item for item in made.legend(STYLES["colour"]) if item.says == KIND["one"].says]
    assert one.detail == "0, then 1"
    assert [table.caption for table in made.tables()] == [
        "Economies at a table, 1 January 2025",
        "By region, 1 January 2025",
        "Economies at a table, 1 January 2024",
        "By region, 1 January 2024",
    ]
    number = len(tiles(on_day(world(), DAY), ()))
    assert drawing(made).count("<g><title>") == 2 * number
    assert reopen(as_file(made, "svg")).before == "2024-01-01"
    alone = make(world(), replace(recipe, before=""))
    assert drawing(alone).count("<g><title>") == number


@pytest.mark.parametrize("what", CHARTS)
def test_every_chart_can_stand_beside_an_earlier_day(what: What) -> None:
    made = make(seed_snapshot(), Recipe(what=what, as_of="2017-12-01", before="2013-06-01"))
    assert "1 June 2013" in made.recipe.title
    assert not re.search(r"\bnan\b", drawing(made, carry_fonts=False, recipe=False))


def test_a_sheet_without_paper_lets_the_slide_through() -> None:
    for style, filled in (("colour", True), ("clear", False)):
        made = make(world(), Recipe(what="world", as_of="2025-01-01", style=style, size="slide"))
        size = SIZES["slide"]
        paper = f'<rect width="{size.width}" height="{size.height}" fill="#FFFFFF"/>'
        assert (paper in as_file(made, "svg").decode()) == filled


def greys(svg: str, style: str) -> int:
    """How often the grey of what stands beside a highlight is drawn with."""
    return svg.count(STYLES[style].faint)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("what", [what for what in CHARTS if what != "coverage"])
def test_one_name_of_a_chart_keeps_its_colour_and_the_rest_is_grey(what: What, style: str) -> None:
    snapshot = graph(*world().rows(), *MORE)
    plain = Recipe(what=what, as_of=DAY.isoformat(), style=style)
    without = make(snapshot, plain)
    assert greys(drawing(without), style) == 0
    lit = "deal" if what == "clauses" else "alpha"
    for name, kept in ((lit, lit), ("nobody", ""), ("gone", "")):
        made = make(snapshot, replace(plain, highlight=name))
        assert made.recipe.highlight == kept
        assert (greys(drawing(made), style) > 0) is bool(kept)
        assert reopen(as_file(made, "svg")).highlight == kept
    assert isinstance(made, Chart)
    assert "highlighted" not in made.lead


MORE = (
    node("Agreement", "other", name="Other", status="in_force"),
    tie("deal", "COVERS", "flows", strength="binding"),
    tie("other", "COVERS", "flows", strength="binding"),
    *contact("e2", "2024-12-02", "meeting", "edri", "beta", "flows"),
)


def test_of_the_world_the_highlighted_square_is_as_before_and_is_named() -> None:
    plain = Recipe(what="world", as_of=DAY.isoformat())
    made = world_chart(world(), replace(plain, highlight="alpha"))
    assert "Alpha highlighted" in made.lead

    def square(svg: str, name: str) -> str:
        found = re.search(rf"<g><title>{name}[^<]*</title>.*?</rect>|<g><title>{name}.*?/>", svg)
        assert found
        return re.sub(r' (x|y|width|height)="[^"]*"', "", found[0])

    before, after = drawing(world_chart(world(), plain)), drawing(made)
    assert square(before, "Argentina") == square(after, "Argentina")
    assert square(before, "Brazil") != square(after, "Brazil")
    union = drawing(world_chart(world(), replace(plain, highlight="eu_trade")))
    assert square(union, "France") == square(before, "France"), "its delegation speaks for it"
    assert square(union, "Argentina") != square(before, "Argentina")


@pytest.mark.parametrize(
    ("what", "typed", "meant"),
    [
        ("world", "India", "ind"),
        ("outlines", "Brazil", "bra"),
        ("world", "USTR", "usa_ustr"),
        ("gaps", "India", "ind_doc"),
        ("clauses", "CPTPP", "cptpp"),
        ("clauses", "Source code", "source_code"),
        ("contacts", "EFF", "eff"),
        ("world", "EFF", ""),
        ("network", "India", ""),
    ],
)
def test_a_name_is_looked_for_among_those_of_the_picture(
    what: What, typed: str, meant: str
) -> None:
    assert name_in(seed_snapshot(), what, typed).id == meant


def test_a_square_leads_to_the_delegation_with_the_best_line_and_an_empty_one_nowhere() -> None:
    rows = (
        node("Delegation", "other", name="Other of Argentina"),
        tie("other", "REPRESENTS", "arg"),
        tie("other", "NEGOTIATES", "deal", role="negotiator"),
    )
    snapshot = graph(*world().rows(), *rows)
    made = world_chart(snapshot, Recipe(what="world", as_of=DAY.isoformat()))
    svg = drawing(made, links=lambda id: f"/profile?id={id}")
    led = dict(re.findall(r'<a href="/profile\?id=(\w+)"[^>]*aria-label="([^":]*):', svg))
    assert led["alpha"] == "Argentina", "whom we met, not the other one"
    assert "other" not in led
    assert "Aruba" not in led.values()
    assert 'role="group"' in svg
    assert "<a " not in drawing(made)


def test_a_file_of_the_world_leads_to_the_rows_of_its_table_and_a_public_one_to_what_is_there() -> (
    None
):
    private = node("Delegation", "alpha", name="Alpha", visibility="private")
    rows = [row for row in world().rows() if getattr(row, "id", "") != "alpha"]
    for snapshot, audience, there in (
        (world(), "private", True),
        (graph(*rows, private), "public", False),
    ):
        recipe = Recipe(what="world", as_of=DAY.isoformat(), audience=audience)
        html = as_file(world_chart(snapshot, recipe), "html").decode()
        ways = re.findall(r'<a href="#([^"]+)"', html)
        places = re.findall(r'<tr id="([^"]+)"', html)
        assert set(ways) == set(places)
        assert len(places) == len(set(places))
        assert ("at-alpha" in ways) is there
    both = make(world(), Recipe(what="world", as_of="2025-01-01", before="2024-01-01"))
    places = re.findall(r'<tr id="([^"]+)"', as_file(both, "html").decode())
    assert len(places) == len(set(places)) > 0


# ---------------------------------------------------------------- with outlines


def land(svg: str, name: str) -> tuple[str, str]:
    """Whether a piece of land or a dot is drawn for an economy, and its fill."""
    found = re.search(rf'<g><title>{name}[^<]*</title><(path|circle)[^>]*fill="([^"]*)"', svg)
    assert found, name
    return found[1], found[2]


def test_every_economy_has_an_outline_or_a_dot_and_the_unions_members_its_fill() -> None:
    svg = drawing(make(world(), Recipe(what="outlines", as_of=DAY.isoformat())))
    day = on_day(world(), DAY)
    found = tiles(day, find_cells(day))
    drawn = {id for id, _ in outlines()}
    assert {tile.id for tile in found} - drawn == {"euu"}, "the Union is its members"
    assert land(svg, "France") == land(svg, "Germany") == ("path", "url(#f-unknown)")
    assert land(svg, "Malta") == ("circle", "url(#f-unknown)"), "too small, and of the Union"
    assert land(svg, "Argentina") == ("path", STYLES["colour"].tone(COLORS["one"]))
    assert land(svg, "United Kingdom") == ("path", STYLES["colour"].paper)
    for name in ("Singapore", "Hong Kong, China", "Mauritius", "Aruba"):
        assert land(svg, name)[0] == "circle"


def test_land_that_crosses_the_date_line_is_cut_there() -> None:
    widest = 2 * equal_earth(180, 0)[0]
    for id, points in outlines():
        across = max(x for x, _ in points) - min(x for x, _ in points)
        assert across < 0.6 * widest, id
    east_and_west = [points for id, points in outlines() if id == "rus"]
    assert any(max(x for x, _ in points) < 0 for points in east_and_west), "Chukotka"


def test_outlines_say_that_they_say_nothing_of_borders_and_the_same_as_the_squares() -> None:
    for audience in ("private", "public"):
        asked = Recipe(what="outlines", as_of=DAY.isoformat(), audience=audience)
        made, squares = make(world(), asked), make(world(), replace(asked, what="world"))
        assert isinstance(made, Chart)
        assert isinstance(squares, Chart)
        assert "they are no statement on borders" in made.foot[0]
        assert (made.recipe.title, made.tables()) == (squares.recipe.title, squares.tables())
