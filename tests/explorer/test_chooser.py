"""The field in which entries are chosen by name, by itself: it is there when it listens, and no
step is lost on a page that is being drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from explorer.app import chooser
from tests.browser import window

#: What the app says of the field: nothing typed yet, two entries held, no step done.
DATA: dict[str, Any] = {
    "label": "Who of us",
    "placeholder": "",
    "bare": False,
    "fresh": False,
    "typed": "",
    "done": 0,
    "chosen": [{"id": "apc", "name": "APC"}, {"id": "edri", "name": "EDRi"}],
    "hits": [],
}
EFF = {"id": "eff", "name": "EFF", "second": "member", "holds": True}
#: The field's own script over its own markup, with the app's ear in place of the app.
DRAW = """async ([source, data]) => {
  window.module ??= import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
  const field = await window.module;
  window.told ??= [];
  const tell = (name, value) => window.told.push([name, JSON.parse(JSON.stringify(value))]);
  field.default({parentElement: document.body, data, setStateValue: tell, setTriggerValue: tell});
}"""


@pytest.fixture
def field(browser: Browser) -> Iterator[Page]:
    """A page with the field as it is before its script runs."""
    css = (chooser.HERE / "chooser.css").read_text(encoding="utf-8")
    with window(browser) as page:
        page.set_content(f"<style>{css}</style>{chooser.HTML}")
        yield page


def draw(page: Page, **data: Any) -> None:
    """The app draws the field, as it does with every run."""
    source = (chooser.HERE / "chooser.js").read_text(encoding="utf-8")
    page.evaluate(DRAW, [source, {**DATA, **data}])


def told(page: Page) -> list[Any]:
    """What the field has said since this was last asked."""
    found: list[Any] = page.evaluate("window.told.splice(0)")
    return found


def test_it_is_not_there_before_it_listens(field: Page) -> None:
    expect(field.get_by_role("combobox")).to_have_count(0)
    draw(field)
    expect(field.get_by_role("combobox", name="Who of us")).to_be_visible()


def test_a_step_is_told_until_the_app_has_done_it(field: Page) -> None:
    draw(field)
    field.get_by_role("button", name="Take out APC").click()
    first = {"number": 1, "drop": "apc"}
    assert told(field) == [["took", [first]]]

    draw(field)  # as it was: the page was being drawn already, and may have lost the step
    field.get_by_role("button", name="Take out EDRi").click()
    both = [first, {"number": 2, "drop": "edri"}]
    assert told(field) == [["took", [first]], ["took", both]]

    draw(field, done=1, chosen=DATA["chosen"][1:])
    assert told(field) == [["took", both[1:]]]
    draw(field, done=2, chosen=[])
    assert told(field) == []


def test_the_same_words_typed_once_more_are_taken_once_more(field: Page) -> None:
    draw(field, chosen=[])
    box = field.get_by_role("combobox")
    for number in (1, 2):
        box.fill("eff")
        box.press("Enter")
        draw(field, chosen=[], typed="eff", hits=[EFF], done=number - 1)
        assert ["took", [{"number": number, "add": "eff"}]] in told(field)
        draw(field, chosen=[], typed="eff", hits=[EFF], done=number)  # and taken out elsewhere
        told(field)


def test_what_does_not_hold_the_typed_text_is_never_taken_by_enter_alone(field: Page) -> None:
    near = {**EFF, "holds": False}
    draw(field, chosen=[])
    box = field.get_by_role("combobox")
    box.fill("efv")
    box.press("Enter")
    draw(field, chosen=[], typed="efv", hits=[near])
    box.press("Enter")
    assert not [step for name, step in told(field) if name == "took"]
    box.press("ArrowDown")  # chosen by hand
    box.press("Enter")
    assert ["took", [{"number": 1, "add": "eff"}]] in told(field)
