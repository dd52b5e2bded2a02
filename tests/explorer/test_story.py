"""A story: views in an order with a sentence each, what has changed since, and who may see what."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from typer.testing import CliRunner

from explorer.app import database
from explorer.commands import app
from explorer.html.view import View
from explorer.pages.map import saved_views
from explorer.pages.map.slide_pictures import slide_pictures, taken_out
from explorer.pages.map.stories import (
    MOST_SLIDES,
    STORIES,
    NoStory,
    change,
    keep_story,
    moved,
    slide_of,
    stories,
)
from explorer.picture.picture import LONGEST_SAID
from explorer.picture.slides import Slide, Story
from explorer.picture.story_files import reopened_story
from graph_model.errors import NoRecipe
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.browser import settled, window
from tests.explorer.test_browser import opened
from tests.explorer.test_images import HOSTILE
from tests.explorer.test_pages import show, words
from tests.graphs import contact, graph, node, on_day

DAY = date(2026, 3, 1)
RUN = CliRunner()


def rows(**quiet: str) -> list[NodeRow | RelationshipRow]:
    """Two members met the delegation of Chile; `quiet` are fields of the second one."""
    return [
        node("Delegation", "chl", name="Chile"),
        node("Member", "open", name="Open Union", stakeholder_group="academia"),
        node("Member", "hush", name="Hush Union", stakeholder_group="academia", **quiet),
        *contact("one", "2025-11-01", "meeting", "open", "chl"),
        *contact("two", "2025-12-01", "meeting", "hush", "chl"),
    ]


def slide(
    snapshot: Snapshot, home: Path, sentence: str = "We met Chile.", sees: str = "private"
) -> Slide:
    view = View(on_day(snapshot, DAY), False)
    asked = {"focus": "chl", "grow": "one,two"}
    return slide_of(view, home, asked, sentence, sees, DAY)


def add(home: Path, name: str, sees: str, one: Slide) -> None:
    change(home, name, sees, lambda its: (*its, one))


def written(home: Path, snapshot: Snapshot, story: Story, kind: str) -> bytes:
    pictures = slide_pictures(snapshot, story.slides, "private", {})
    return taken_out(home, story, pictures, kind)


def test_slides_are_kept_in_their_order_and_moved_and_forgotten(tmp_path: Path) -> None:
    snapshot = graph(*rows())
    for said in ("one", "two", "three"):
        one = slide(snapshot, tmp_path, said)
        add(tmp_path, " To  tell ", "private", one)
    change(tmp_path, "To tell", "private", lambda its: moved(its, 2, -1))
    kept = stories(tmp_path, "private")
    assert {name: [its.sentence for its in slides] for name, slides in kept.items()} == {
        "To tell": ["one", "three", "two"]
    }
    change(tmp_path, "To tell", "private", lambda its: its[:0])
    assert stories(tmp_path, "private") == {}
    (tmp_path / STORIES.file).write_text('{"Torn": {"1": "no slide"}, "x": 3}')
    assert stories(tmp_path, "private") in ({}, {"Torn": ()})


def test_what_cannot_be_a_slide_is_said(tmp_path: Path) -> None:
    snapshot = graph(*rows())
    view = View(on_day(snapshot, DAY), False)
    for params, sentence, said in (
        ({}, "", "asks nothing yet"),
        ({"focus": "chl"}, "x" * (LONGEST_SAID + 1), "at most 300 letters"),
    ):
        with pytest.raises(NoStory, match=said):
            slide_of(view, tmp_path, params, sentence, "private", DAY)
    one = slide(snapshot, tmp_path)
    with pytest.raises(NoStory, match="needs a name"):
        change(tmp_path, "  ", "private", lambda _: (one,))
    with pytest.raises(NoStory, match="at most 40 slides"):
        change(tmp_path, "Long", "private", lambda _: (one,) * (MOST_SLIDES + 1))


def test_a_slide_says_what_changed_since_it_was_made(tmp_path: Path) -> None:
    before = graph(*rows())
    one = slide(before, tmp_path)
    (same,) = slide_pictures(before, [one], "private", {})
    assert same.notes[-1].endswith("The data has not changed since this picture was made.")
    later = graph(
        *(row for row in rows() if "hush" not in str(row)),
        node("Member", "new", name="New Union", stakeholder_group="academia"),
        *contact("three", "2026-01-01", "meeting", "new", "chl"),
    )
    (made,) = slide_pictures(later, [one], "private", {})
    assert made.notes[-1].startswith("Made on 1 March 2026. Since this picture was made:")
    assert "gone" in made.notes[-1]
    assert "would be new in it" in made.notes[-1]


def test_a_story_for_the_public_holds_only_public_rows(tmp_path: Path) -> None:
    snapshot = graph(*rows(visibility="private"))
    one = slide(snapshot, tmp_path)
    assert "Hush Union" in str(slide_pictures(snapshot, [one], "private", {}))
    keep = {"open": "keep", "chl": "keep"}
    pictures = slide_pictures(snapshot, [one], "public", keep)
    later = graph(
        *rows(visibility="private"), node("Member", "shy", name="Shy", visibility="private")
    )
    pictures += slide_pictures(later, [one], "public", keep)
    assert pictures[0].entries
    assert pictures[0].notes[-1] == "Made on 1 March 2026."
    assert pictures[1].notes[-1] == "Made on 1 March 2026. The data has changed since."
    for kind in ("html", "pdf"):
        file = taken_out(tmp_path, Story("Chile", (one, one)), pictures, kind)
        text = file.decode() if kind == "html" else pdf_text(file)
        assert "We met Chile." in text
        told = re.sub(r"base64,[^)]*", "", text)  # letters of a font spell anything
        assert not re.search("hush|shy", told, re.IGNORECASE)
    named = replace(one, recipe=replace(one.recipe, subtitle="Through hush union alone."))
    with pytest.raises(NoStory, match="names Hush Union"):
        slide_pictures(snapshot, [named], "public", keep)
    assert slide_pictures(snapshot, [named], "private", {})


def test_a_story_is_shown_to_those_who_may_see_all_of_it(tmp_path: Path) -> None:
    snapshot = graph(*rows())
    for name, sees in (("Ours", "coalition"), ("Mine", "private")):
        one = slide(snapshot, tmp_path, sees=sees)
        add(tmp_path, name, sees, one)
    assert [list(stories(tmp_path, sees)) for sees in ("public", "coalition", "private")] == [
        [],
        ["Ours"],
        ["Mine", "Ours"],
    ]
    with pytest.raises(NoStory, match="choose another name"):
        change(tmp_path, "Mine", "coalition", lambda _: ())


def pdf_text(file: bytes) -> str:
    reader = PdfReader(io.BytesIO(file))
    return " ".join(page.extract_text() for page in reader.pages) + str(reader.metadata)


def test_the_files_hold_each_slide_once_and_the_story_once(tmp_path: Path) -> None:
    snapshot = graph(*rows())
    slides = [slide(snapshot, tmp_path, f"Sentence {number}.") for number in (1, 2, 3)]
    pictures = slide_pictures(snapshot, slides, "private", {})
    html = taken_out(tmp_path, Story("A <b>story", tuple(slides)), pictures, "html").decode()
    names = re.findall(r'\sid="([^"]+)"', html)
    assert len(names) == len(set(names))
    pointed = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', html))
    assert {one or other for one, other in pointed} <= set(names)
    assert "A &lt;b&gt;story" in html
    assert "linkages-recipe" not in html
    assert not re.search(r'(src|href)="(?!#)', html.replace("xlink:", ""))
    pdf = PdfReader(
        io.BytesIO(taken_out(tmp_path, Story("A story", tuple(slides)), pictures, "pdf"))
    )
    assert len(pdf.pages) == 3
    assert all(f"Sentence {at}." in page.extract_text() for at, page in enumerate(pdf.pages, 1))
    assert pdf.metadata
    assert pdf.metadata.title == "A story"
    assert list(pdf.attachments) == ["linkages-story.json"]


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_a_story_file_opens_again(tmp_path: Path, kind: str) -> None:
    snapshot = graph(*rows())
    slides = tuple(slide(snapshot, tmp_path, said) for said in ("One </script>", "& two"))
    story = Story("To tell", slides)
    again = reopened_story(written(tmp_path, snapshot, story, kind))
    assert again == story
    there = tmp_path / "there"
    assert keep_story(there, again, "private") == "To tell"
    assert stories(there, "private") == {"To tell": slides}
    assert keep_story(there, again, "private") == "To tell"
    other = Story("To tell", slides[:1])
    assert keep_story(there, other, "private") == "To tell (2)"
    with pytest.raises(NoStory, match="see more rows than you do"):
        keep_story(there, other, "public")
    assert len(stories(there, "private")) == 2


def test_a_public_story_opens_where_it_was_made_as_it_was(tmp_path: Path) -> None:
    snapshot = graph(*rows(), node("Member", "shy", name="Shy", stakeholder_group="academia"))
    one, choices = slide(snapshot, tmp_path), {"open": "keep", "chl": "keep", "hush": "drop"}
    story = Story("Chile", (one,))
    pictures = slide_pictures(snapshot, story.slides, "public", choices)
    file = taken_out(tmp_path, story, pictures, "html")
    again = reopened_story(file)
    assert again
    assert "hush" not in again.to_json().lower()
    assert keep_story(tmp_path, again, "public") == "Chile"
    (kept,) = stories(tmp_path, "public")["Chile"]
    assert kept.recipe.choices == choices
    elsewhere = tmp_path / "elsewhere"
    keep_story(elsewhere, again, "public")
    (kept,) = stories(elsewhere, "public")["Chile"]
    assert "hush" not in kept.recipe.choices


def test_what_is_no_story_is_said(tmp_path: Path) -> None:
    html = '<!doctype html><script type="application/json" id="linkages-story">%s</script>'
    assert reopened_story(b"no file of ours") is None
    assert reopened_story(b"<!doctype html><p>None</p>") is None
    for text in (
        "3",
        "{}",
        '{"linkages_story":2,"name":"x","slides":[]}',
        '{"linkages_story":1,"name":"x","slides":[]}',
        '{"linkages_story":1,"name":"x","slides":[3]}',
        '{"linkages_story":1,"name":3,"slides":["{}"]}',
        '{"linkages_story":1,"name":"x","slides":"abc"}',
    ):
        with pytest.raises(NoRecipe):
            reopened_story((html % text).encode())
    assert stories(tmp_path, "private") == {}


def test_hostile_sentences_stay_text(tmp_path: Path) -> None:
    snapshot = graph(*rows())
    slides = [slide(snapshot, tmp_path, said[:LONGEST_SAID]) for said in HOSTILE]
    html = written(tmp_path, snapshot, Story(HOSTILE[1], tuple(slides)), "html").decode()
    assert html.count("<script") == html.count("</script>") == 2
    assert "<img" not in html
    for svg in re.findall(r"<svg.*?</svg>", html):
        ElementTree.fromstring(svg)


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A home with two saved views, over the opening facts."""
    saved_views.save(tmp_path, "USTR", {"focus": "usa_ustr"})
    saved_views.save(tmp_path, "Then", {"focus": "usa_ustr", "as_of": "2017-12-01"})
    return tmp_path


def run(*args: str, home: Path) -> tuple[int, str]:
    found = RUN.invoke(app, ["story", *args, "--home", str(home)])
    return found.exit_code, found.stdout or found.stderr


def test_the_command_makes_lists_and_takes_out(told: Path) -> None:
    assert run(home=told) == (0, "No story is kept yet.\n")
    for view in ("USTR", "Then"):
        assert run("Talk", "--add", view, "--sentence", f"On {view}.", home=told)[0] == 0
    out = told / "talk.html"
    code, text = run("Talk", "--out", str(out), "--json", home=told)
    assert code == 0, text
    found = json.loads(text)
    assert [its["sentence"] for its in found["slides"]] == ["On USTR.", "On Then."]
    assert found["slides"][1]["as_of"] == "2017-12-01"
    assert unescape(out.read_text()).count("On USTR.") >= 1
    assert run(" Talk  ", "--forget", "1", home=told)[1].startswith("1. On Then.")
    assert json.loads(run("--json", home=told)[1]) == {"stories": {"Talk": 1}}
    code, text = run("--open", str(out), home=told)
    assert code == 0, text
    assert text.endswith("Talk (2): 2 slides.\n")
    assert run("  Talk (2)", "--add", " USTR ", home=told)[1].endswith("Talk (2): 3 slides.\n")
    for wrong, code, said in (
        (["--add", "USTR"], 2, "Say first which story"),
        (["Talk", "--add", "nowhere"], 2, "There is no saved view"),
        (["Talk", "--out", "x.png"], 2, "end it in .html or .pdf"),
        (["Talk", "--forget", "9"], 2, "none has the number 9"),
        (["Other"], 2, "There is no story"),
        (["Talk", "--audience", "all"], 2, "none of public"),
        (["Talk", "--forget", "1", "--out", "x.pdf"], 2, "nothing to write"),
        (["Talk", "--forget", "1", "--add", "nowhere"], 2, "There is no saved view"),
        (["--open", "nowhere.html"], 2, "cannot be read"),
        (["--open", str(told / "views.json")], 1, "holds no story"),
        (["Talk", "--open", str(out)], 2, "--open stands alone"),
    ):
        got = run(*wrong, home=told)
        assert (got[0], said in got[1]) == (code, True), got
    assert json.loads(run("--json", home=told)[1])["stories"]["Talk"] == 1, "nothing was changed"
    assert run("Talk", "--forget", "1", home=told)[1] == "Talk is gone: that was its only slide.\n"


def test_a_story_is_made_and_played_on_the_map() -> None:
    home = database.of_app().home
    test = show("map", focus="usa_ustr")
    test.session_state["map_stories"] = True
    test.run()
    field = next(its for its in test.text_input if its.label == "Name of the new story")
    field.input("On stage")
    sentence = next(its for its in test.text_input if its.label == "Your sentence to it")
    sentence.input("Who *knows* it?")
    next(its for its in test.button if its.label == "Add a slide").click().run()
    assert not test.exception
    view = View(on_day(seed_snapshot(), DAY), False)
    then = slide_of(view, home, {"focus": "eff", "as_of": "2017-12-01"}, "Then.", "private", DAY)
    add(home, "On stage", "private", then)
    test.run()
    test.selectbox(key="story_name").select("On stage").run()
    test.button(key="story_play").click().run()
    assert "Story “On stage”, 1 of 2." in words(test)
    assert "Who *knows* it?" in words(test)
    assert test.button(key="story_previous").disabled
    test.button(key="story_next").click().run()
    assert not test.exception
    assert "Story “On stage”, 2 of 2. Made on 1 March 2026." in words(test)
    assert test.query_params["as_of"] in ("2017-12-01", ["2017-12-01"])
    test.button(key="story_end").click().run()
    assert "Story “On stage”" not in words(test)
    change(home, "On stage", "private", lambda _: ())


def test_in_a_browser_the_file_goes_from_slide_to_slide_and_asks_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    snapshot = graph(*rows())
    slides = [slide(snapshot, tmp_path, f"Sentence {number}.") for number in (1, 2, 3)]
    file = tmp_path / "story.html"
    file.write_bytes(written(tmp_path, snapshot, Story("Three", tuple(slides)), "html"))
    with window(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: asked.append(str(error)))
        page.goto(file.as_uri())
        status, shown = page.get_by_role("status"), page.locator("section:visible")
        expect(status).to_have_text("1 of 3")
        expect(shown).to_have_count(1)
        page.keyboard.press("PageDown")
        expect(status).to_have_text("2 of 3")
        page.get_by_role("button", name="Next").click()
        expect(status).to_have_text("3 of 3")
        expect(page.get_by_role("button", name="Next")).to_be_disabled()
        expect(shown).to_have_attribute("aria-label", "Slide 3 of 3")
        page.keyboard.press("Home")
        expect(status).to_have_text("1 of 3")
        assert asked == [file.as_uri()]


def test_in_a_browser_a_story_goes_on_and_back_by_key(page: Page) -> None:
    opened(page, "/map?focus=usa_ustr&as_of=2017-12-01")
    page.get_by_role("button", name="Stories").click()
    page.get_by_label("Name of the new story").fill("By key")
    page.get_by_label("Your sentence to it").fill("First said.")
    page.get_by_role("button", name="Add a slide").click()
    expect(page.get_by_text("1. First said.")).to_be_visible()
    settled(page)
    page.get_by_label("Your sentence to it").fill("Then said.")
    page.get_by_role("button", name="Add a slide").click()
    expect(page.get_by_text("2. Then said.")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_text("Story “By key”, 1 of 2.")).to_be_visible()
    settled(page)
    page.keyboard.press("Escape")
    page.keyboard.press("PageDown")
    expect(page.get_by_text("Story “By key”, 2 of 2.")).to_be_visible()
    expect(page.locator(".lk-lead")).to_have_text("Then said.")
    settled(page)
    page.keyboard.press("PageUp")
    expect(page.get_by_text("Story “By key”, 1 of 2.")).to_be_visible()
