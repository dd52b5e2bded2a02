"""The pages' logic, run by Streamlit's own test runner over a small graph; each page once over the
opening facts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import database
from explorer.pages import PAGES
from explorer.pages.map import open_picture
from explorer.pages.map.opened_pictures import address_of
from explorer.picture.from_recipe import compose
from explorer.picture.hidden_entries import keep_choices
from explorer.picture.image_export import as_file
from explorer.picture.image_files import reopen
from explorer.picture.picture import Recipe
from explorer.reports.registry import REPORTS
from explorer.words.sentences import ahead_sentence, beside_friends
from graph_model.measures import KINDS, LIVE, coverage, find_cells, friends_band
from graph_model.measures.membership import with_friends
from graph_model.measures.next.forecast import forecast
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.seeds import seed_snapshot
from tests.conftest import HANGS
from tests.graphs import contact, graph, node, on_day, talks, tie

ADDRESSES = [page.address for page in PAGES]


def run_page(address: str) -> None:
    from explorer.pages import PAGES

    next(page for page in PAGES if page.address == address).draw()


def show(address: str, **params: str) -> AppTest:
    test = AppTest.from_function(run_page, args=(address,), default_timeout=HANGS)
    for name, value in params.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception, test.exception
    return test


def words(test: AppTest) -> str:
    return "\n".join(element.value for element in test.markdown)


#: One negotiation, a live line, one that went quiet, and a forum to meet at.
SMALL = graph(
    *talks(),
    *contact("met", "2023-11-01", "meeting", "edri", "alpha", "flows"),
    *contact("long_ago", "2020-02-01", "meeting", "apc", "beta", "source"),
    node("Event", "forum", name="Forum", start_date="2024-09-01"),
    tie("beta", "EXPECTED_AT", "forum"),
    tie("edri", "GOES_TO", "forum"),
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages show the small graph instead of the opening facts."""
    monkeypatch.setattr(database, "snapshot", lambda: SMALL)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_opens_over_the_opening_facts(address: str) -> None:
    assert "<h1>" in words(show(address, as_of="2026-11-23"))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("day", ["2024-06-01", "2026-11-23", "1999-01-01"])
def test_every_page_opens_on_every_day(address: str, day: str) -> None:
    assert "<h1>" in words(show(address, as_of=day))


#: Where an address holds a second day, and what stands beside it.
SECOND_DAYS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("changes", "since", {}),
    ("pictures", "before", {}),
    ("reports", "since", {"report": "activities"}),
    ("map", "since", {"question": "spoken"}),
    ("questions", "since", {"ten": "year"}),
    ("questions", "since", {"id": "same-table"}),
    ("questions", "until", {"id": "next-events"}),
)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("day", ["1800-01-01", "2999-01-01", "yesterday"])
@pytest.mark.parametrize(("address", "name", "more"), SECOND_DAYS)
def test_a_day_in_an_address_that_cannot_be_is_no_fault(
    address: str, name: str, more: dict[str, str], day: str
) -> None:
    assert "<h1>" in words(show(address, as_of="2024-06-01", **{name: day}, **more))


#: Nearly nothing, and the pages that then have something to work on; all others say what to load or
#: record first.
FIRST_DAYS = {
    "nothing": (Snapshot(), {"data", "settings"}),
    "members": (
        graph(
            node("Member", "edri", name="EDRi", stakeholder_group="civil_society"),
            node("Member", "apc", name="APC", stakeholder_group="civil_society"),
        ),
        {
            "data",
            "settings",
            "map",
            "profile",
            "questions",
            "reports",
            "pictures",
            "console",
            "schema",
        },
    ),
    "one delegation": (
        graph(node("Delegation", "alpha", name="Ministry of Alpha")),
        {
            "data",
            "settings",
            "map",
            "profile",
            "questions",
            "reports",
            "pictures",
            "console",
            "schema",
            "record",
        },
    ),
}


@pytest.mark.parametrize("there", FIRST_DAYS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_says_what_to_do_next_while_there_is_nearly_nothing(
    address: str, there: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot, at_work = FIRST_DAYS[there]
    monkeypatch.setattr(database, "snapshot", lambda: snapshot)
    said = words(show(address))
    assert "<h1>" in said
    ways = re.findall(r'<a href="(data|record)[?"]', said.split("<header", 1)[1])
    assert ways or address in at_work, "a way on"
    assert address in at_work or there != "nothing" or "data" in ways


def test_the_first_page_says_what_the_measures_say() -> None:
    said = words(show("", as_of="2026-11-23", friends="in"))
    day = with_friends(on_day(seed_snapshot(), date(2026, 11, 23)))
    cells = find_cells(day)
    band = coverage(cells)
    live = len({cell.delegation for cell in cells if cell.kind in LIVE})
    assert live > 0
    assert f"{band.cells:,} lines we would want" in said
    assert f"in touch with {live} of the {band.delegations} delegations that negotiate" in said
    for kind in KINDS:
        assert kind.says in said or f"{kind.says.lower()}" in said  # empty ones stand in one line
        assert not band.by_kind[kind.code][0] or f">{band.by_kind[kind.code][0]:,}</a>" in said
    assert ahead_sentence(day.snapshot, forecast(day)) in said
    own = words(show("", as_of="2017-12-01"))
    then = on_day(seed_snapshot(), date(2017, 12, 1))
    friends = friends_band(then)
    assert "we are in touch with 2 of the 27 delegations that negotiate Internet issues." in own
    assert beside_friends(coverage(find_cells(then)), friends)
    assert "With friends outside the coalition" in own
    assert "With friends outside the coalition" not in said, "there they are counted as ours"


def test_a_bad_date_is_said_and_today_is_shown() -> None:
    test = show("", as_of="yesterday")
    assert "is not a date" in test.warning[0].value


def test_the_reasons_for_a_symbol() -> None:
    said = words(show("gaps", as_of="2017-12-01", cell="usa_ustr~source_code", sources="on"))
    assert "United States · USTR" in said
    assert "Source code and algorithm disclosure" in said
    assert "Hangs on one" in said
    assert 'class="lk-source"' in said


def test_filters_narrow_what_is_shown() -> None:
    test = show("gaps", as_of="2017-12-01", kind="one", look="list")
    assert (
        len(test.dataframe[0].value)
        == coverage(find_cells(on_day(seed_snapshot(), date(2017, 12, 1)))).by_kind["one"][0]
    )
    assert "No recorded contact" not in words(test)
    none = show("gaps", as_of="2017-12-01", kind="nobody")
    assert "Take one off" in words(none)
    asia = show("gaps", as_of="2017-12-01", region="Eastern Asia", look="list").dataframe[0].value
    assert set(asia["delegation"].str.split(" · ").str[0]) >= {"Japan", "China"}
    assert "Canada · GAC" not in set(asia["delegation"])


@pytest.mark.parametrize(
    "label", [kind.label for kind in SCHEMA.nodes if seed_snapshot().of(kind.label)]
)
def test_every_label_has_a_profile(label: str) -> None:
    row = seed_snapshot().of(label)[0]
    said = words(show("profile", id=row.id))
    assert "How we know" in said
    assert SCHEMA.by_label[label].singular.capitalize() in said


def test_an_unknown_profile_names_the_nearest() -> None:
    said = words(show("profile", id="usa_ustrr"))
    assert "There is no entry" in said
    assert "usa_ustr" in said


def test_search_forgives_accents_and_slips() -> None:
    from explorer.app.visit import search

    seeds = seed_snapshot()
    assert search(seeds, "Derechos Digitáles")[0] == "derechos_digitales"
    assert "wto" in search(seeds, "world trade organisation")
    assert search(seeds, "zzzzqqq") == []


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("question", ["digital", "recent", "silent", "ways"])
def test_every_question_of_the_map_opens(question: str) -> None:
    assert "<h1>" in words(show("map", question=question, as_of="2024-06-01"))


MAPS = {
    "spoken": {"question": "spoken"},
    "around": {
        "focus": "chl_subrei",
        "colour": "warmth",
        "size": "contacts",
        "pick": "chl_subrei",
        "hide": "Engagement",
    },
    "several": {"focus": "chl_subrei", "pick": "chl_subrei,tisa"},
    "a pair": {"focus": "chl_subrei", "pick": "chl_subrei,eff"},
    "path": {"path": "eff,ind_doc"},
    "no path": {"path": "eff,nobody"},
    "compared": {"question": "recent", "since": "2016-01-01"},
    "compared with a later day": {"question": "recent", "since": "2019-01-01"},
    "groups": {"question": "all"},
    "list": {"question": "spoken", "show": "list", "found": "india"},
    "nothing": {"question": "recent", "as_of": "1999-01-01"},
}


@pytest.mark.parametrize("name", MAPS)
def test_every_kind_of_map_opens(name: str) -> None:
    test = show("map", **{"as_of": "2017-12-01", **MAPS[name]})
    said = words(test)
    assert "<h1>" in said
    assert ("The same as a table" in said) == (name not in ("no path", "nothing"))
    assert (
        name != "spoken"
        or "One of 3 NAFTA delegations has a live line to us: United States, through EFF" in said
    )
    assert name not in ("several", "a pair") or "2 entries are chosen" in said
    assert ("plan?as_of=2017-12-01&amp;part=link&amp;member=eff&amp;other=chl_subrei" in said) == (
        name == "a pair"
    ), "a link on trial is one of a member"


def test_a_picture_for_the_public_opens_on_the_map_as_the_public_sees_it() -> None:
    test = AppTest.from_function(run_page, args=("map",), default_timeout=HANGS)
    home = database.of_app().home
    chosen = dict.fromkeys(("access_now", "ada", "apc"), "merge")
    made = compose(
        seed_snapshot(),
        Recipe(
            audience="public",
            as_of="2017-12-01",
            labels=("Member", "Engagement", "Delegation"),
            choices=chosen,
        ),
    )
    recipe = reopen(as_file(replace(made, recipe=keep_choices(home, made.recipe)), "svg"))
    for name, value in address_of(recipe, open_picture.keep_opened(recipe)).items():
        test.query_params[name] = value
    test.session_state["release_choices"] = chosen
    test.run()
    assert not test.exception
    told = words(test)
    assert "Opened from a picture. The data has not changed since this picture was made." in told
    assert "Show all of it again" in told
    assert f"of {len(made.entries)} entries" in told
    names = {
        cell
        for table in test.dataframe
        for column in ("From", "To")
        for cell in table.value.get(column, ())
    }
    assert "3 organisations: civil society" in names
    assert not {"APC", "Access Now"} & names


def test_a_picture_with_words_of_ones_own_opens_on_the_map_with_them() -> None:
    test = AppTest.from_function(run_page, args=("map",), default_timeout=HANGS)
    said = Recipe(
        title="Round the table", subtitle="Seen from <here>", remarks=("One", "*Two*"),
        focus=("usa_ustr",), as_of="2017-12-01", highlight="eff",
    )  # fmt: skip
    recipe = reopen(as_file(compose(seed_snapshot(), said), "svg"))
    for name, value in address_of(recipe, open_picture.keep_opened(recipe)).items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    told = words(test)
    assert "<h1>Round the table</h1>" in told
    assert "Seen from &lt;here&gt;" in told
    assert '<p class="lk-small">*Two*</p>' in told
    test.session_state["map_save"] = True
    test.run()
    typed = {field.label: field.value for field in test.text_input}
    assert typed["Subtitle"] == "Seen from <here>"
    assert (typed["A note of your own"], typed["Another note"]) == ("One", "*Two*")
    lit = next(box for box in test.selectbox if box.label.startswith("Highlight"))
    assert lit.value == "eff"


def test_words_of_ones_own_stand_in_the_address_of_a_picture() -> None:
    test = show("pictures", what="network", focus="usa_ustr", subtitle="Seen from here")
    note = next(field for field in test.text_input if field.label == "A note of your own")
    note.input("Mind the date").run()
    assert test.query_params["note"] in ("Mind the date", ["Mind the date"])
    lit = next(field for field in test.text_input if field.label.startswith("Highlight"))
    lit.input("no such name anywhere").run()
    assert not test.exception
    assert any("No one name is meant" in told.value for told in test.warning)


def test_the_map_grows_and_changes_its_colours() -> None:
    test = show("map", focus="usa", as_of="2017-12-01")
    test.button(key="map_more").click().run()
    assert test.query_params["grow"] in ("+", ["+"])
    test.selectbox(key="map_colour").select("gap").run()
    assert test.query_params["colour"] in ("gap", ["gap"])
    assert not test.exception


def test_files_leave_for_the_public_after_every_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        database,
        "snapshot",
        lambda: graph(node("Member", "lone", name="Lone voice", stakeholder_group="academia")),
    )
    test = show("data")
    assert "Lone voice could be recognised" in words(test)
    test.selectbox(key="release_lone").select("drop")
    next(button for button in test.button if button.label == "Use these choices").click().run()
    assert not test.exception
    assert "One choice is made" in words(test)
    assert "could be recognised" not in words(test)


@pytest.mark.parametrize("report", REPORTS)
def test_every_report_opens(report: str) -> None:
    said = words(show("reports", report=report, as_of="2017-12-20"))
    assert "<h1>" in said
    assert "source" in said


def test_an_older_graph_is_offered_the_facts_that_came_with_this_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seeds = seed_snapshot()
    assert "Newer opening facts" not in words(show("data")), "these are the newest"
    _, *others = seeds.relationships
    older = Snapshot(
        Rows(
            (
                *seeds.nodes.values(),
                node("Member", "mine", name="Mine", stakeholder_group="academia"),
            ),
            tuple(others),
        )
    )
    monkeypatch.setattr(database, "snapshot", lambda: older)
    said = words(show("data"))
    assert "Newer opening facts came with this version" in said
    assert f"1 new, 0 changed, {len(list(seeds.rows())) - 1:,} the same, 0 gone." in said
