"""The pure functions of the scripts on the page, each called by itself in the suite's own browser:
what they give for a few values, and for the near miss beside them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from explorer.pages.console.editor import HTML
from tests.browser import window

EXPLORER = Path(__file__).parents[2] / "explorer"
PICTURE = ("picture/reader.js", "picture/keyboard.js", "picture/component.js")
EDITOR = ("pages/console/editor.js",)

#: A picture of four entries: two to the right of the first (one straight on, one aside), one left
#: out.
NET = """
const at = { a: { x: 0, y: 0 }, b: { x: 50, y: 0 }, c: { x: 30, y: 40 }, d: { x: 10, y: 0 } };
const net = {
  getPosition: (id) => at[id], canvasToDOM: (point) => point, getNodeAt: () => undefined,
};
const marks = new Map(Object.keys(at).map((id) => [id, { id, out: id === "d" }]));
const picture = { net, marks };
"""


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """A page with nothing on it."""
    with window(browser) as page:
        yield page


def called(page: Page, files: tuple[str, ...], expression: str, before: str = "") -> Any:
    """The value of an expression in which the functions of a script are known."""
    whole = "\n".join((EXPLORER / file).read_text() for file in files)
    script = whole.replace("export default", "const exported =")
    return page.evaluate(f"() => {{ {script}\n{before}\nreturn {expression}; }}")


SQUARE = "[{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }, { x: 0, y: 10 }]"
HOOK = (
    "[{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }, { x: 8, y: 10 }, { x: 8, y: 2 },"
    " { x: 0, y: 2 }]"
)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("area", "point", "inside"),
    [
        (SQUARE, "{ x: 5, y: 5 }", True),
        (SQUARE, "{ x: 11, y: 5 }", False),
        (HOOK, "{ x: 9, y: 9 }", True),
        (HOOK, "{ x: 4, y: 5 }", False),  # within its corners, outside its line
    ],
)
def test_what_a_rope_holds(blank: Page, area: str, point: str, inside: bool) -> None:
    assert called(blank, PICTURE, f"within({area}, {point})") is inside


@pytest.mark.browser
@pytest.mark.parametrize(
    ("start", "step", "found"),
    [
        (
            "a",
            "ArrowRight",
            "b",
        ),  # straight on, though another is nearer; what is left out is passed
        ("a", "ArrowDown", "c"),
        ("a", "ArrowLeft", None),
        ("c", "ArrowUp", "b"),
    ],
)
def test_an_arrow_goes_to_the_next_entry(
    blank: Page, start: str, step: str, found: str | None
) -> None:
    wanted = f"neighbour(picture, '{start}', STEPS.{step})"
    assert called(blank, PICTURE, wanted, NET) == found


@pytest.mark.browser
def test_a_click_beside_a_small_mark_means_it(blank: Page) -> None:
    assert called(blank, PICTURE, "near(picture, { x: 57, y: 6 })", NET) == ["b"]
    assert called(blank, PICTURE, "near(picture, { x: 57, y: 9 })", NET) == []
    assert called(blank, PICTURE, "near(picture, { x: 11, y: 0 })", NET) == []


@pytest.mark.browser
def test_a_command_that_says_nothing_new_is_not_obeyed(blank: Page) -> None:
    now = "{ chosen: ['a'], found: null, hide: [], off: [] }"
    known = f"{{ waiting: {now}, chosen: ['a'], gone: '' }}"
    assert called(blank, PICTURE, f"Boolean(news({known}, {now}))") is False
    for other in (
        "{ ...now, chosen: ['b'] }",
        "{ ...now, hide: ['Issue'] }",
        "{ ...now, go: 'a' }",
    ):
        script = f"Boolean(news({known}, {other}))"
        assert called(blank, PICTURE, script, f"const now = {now};") is True


@pytest.mark.browser
def test_choosing_again_takes_out(blank: Page) -> None:
    assert called(blank, PICTURE, "toggled(['a', 'b'], 'a')") == ["b"]
    assert called(blank, PICTURE, "toggled(['a'], 'b')") == ["a", "b"]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("MATCH (m:Mem", ["Member"]),
        ("MATCH ()-[:BAS", ["BASED_IN"]),
        ("MATCH (m:Member) RETURN m.short", ["short_name"]),
        ("MATCH (m:Member) RET", ["RETURN"]),
        ("RETURN nothing_that_is_known", []),
    ],
)
def test_the_editor_offers_what_can_stand_there(
    blank: Page, typed: str, offered: list[str]
) -> None:
    before = f"""
    const area = Object.assign(document.createElement("textarea"), {{ value: {typed!r} }});
    area.selectionStart = area.selectionEnd = area.value.length;
    const words = ["MATCH", "RETURN"];
    const editor = {{
      area, offer: document.createElement("ul"), hint: document.createElement("div"),
      signatures: new Map(), words: new Set(words),
      data: {{ words, functions: [], labels: ["Member"], types: ["BASED_IN"],
              properties: ["short_name"], codes: {{}} }},
    }};
    suggest(editor);
    """
    assert called(blank, EDITOR, "editor.offered.map(({ name }) => name)", before) == offered


#: The editor as the app draws it: `draw` with a text and its turn, and what it has sent since.
DRAWN = """
const root = document.createElement("div"), sent = [];
root.innerHTML = markup;
const known = { ready: true, words: [], functions: [], labels: [], types: [], properties: [] };
const draw = (text, turn = 0) => exported({
  parentElement: root, data: { ...known, codes: {}, text, turn },
  setTriggerValue: (name, value) => sent.push(value.text),
});
const area = root.querySelector("textarea"), run = root.querySelector("[data-mode=run]");
draw("RETURN 1");
area.value = "RETURN 2";
run.click();
area.value = "RETURN 2, 3";
"""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("then", "stands"),
    [
        ('draw("RETURN 1")', "RETURN 2, 3"),  # the page was being drawn already
        ('draw("RETURN 2")', "RETURN 2, 3"),  # the answer
        ('draw("RETURN 2"), draw("RETURN 2")', "RETURN 2, 3"),
        ('draw("RETURN 2"), draw("RETURN 9", 1)', "RETURN 9"),  # an example was chosen
        ('draw("RETURN 2", 1)', "RETURN 2"),  # what was asked before was chosen
    ],
)
def test_what_is_typed_while_an_answer_comes_stands(blank: Page, then: str, stands: str) -> None:
    before = f"const markup = {json.dumps(HTML)};\n{DRAWN}\n{then};"
    assert called(blank, EDITOR, "[area.value, ...sent]", before) == [stands, "RETURN 2"]
