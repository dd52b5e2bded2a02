"""The form of a member in a real browser, on a phone, without any network."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from explorer.html.member_form import member_form
from loaders.answer_files import read_answers
from loaders.seeds import seed_snapshot
from tests.browser import window
from tests.graphs import on_day

pytestmark = pytest.mark.browser


def test_a_form_is_filled_in_offline_and_its_file_comes_in(
    browser: Browser, tmp_path: Path
) -> None:
    seeds = seed_snapshot()
    file = tmp_path / "form.html"
    file.write_text(member_form(on_day(seeds, date(2026, 11, 27)), "eff"), encoding="utf-8")
    size = {"width": 390, "height": 844}
    with window(browser, viewport=size, offline=True) as page:
        page.goto(file.as_uri())
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            "Electronic Frontier Foundation"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        make = page.get_by_role("button", name="Make the file")
        expect(make).to_be_disabled()
        page.get_by_label("Find a delegation").fill("Ítamaraty")
        row = page.locator("section.row:visible")
        expect(row).to_have_count(1)
        row.get_by_label("Do you know somebody there?").select_option("yes")
        since = row.get_by_label("Since when")
        since.fill("May 2024")  # no date: nothing is made, and nothing is dropped without a word
        page.get_by_label("Find a delegation").fill("no such body")
        expect(row).to_have_count(0)
        make.click()
        expect(row).to_have_count(1)
        expect(since).to_be_focused()
        expect(page.locator("#copy")).to_be_hidden()
        since.fill("2024-05")
        row.get_by_role("checkbox").first.check()
        row.get_by_label("You may ask us").check()
        expect(page.get_by_role("status")).to_have_text(
            f"1 of {page.locator('section.row').count()} answered"
        )
        with page.expect_download() as made:
            make.click()
        data = Path(made.value.path()).read_bytes()
    told = json.loads(data)
    assert told["answers"][0]["delegation"] == "bra_mre"
    brought = read_answers("answers.json", data, seeds, "2100-01-01")
    assert brought.edit is not None
    fields = brought.edit.put.nodes[0].fields
    assert (fields["said"], fields["since"], fields["may_ask"]) == ("yes", "2024-05", True)
    assert fields["on_issues"]
