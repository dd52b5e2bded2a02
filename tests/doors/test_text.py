"""Text of a row is text: nothing in it becomes a link, a picture, a heading or bold, and nothing is
fetched for it, on any page.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from explorer.pages import PAGES
from loaders.seeds import seed_snapshot
from tests.browser import HANGS, ROOT, app_over, load, visit, window
from tests.doors.rows import FOREIGN, MARKED, strange_snapshot

LOOK = Path("explorer/html/screen.py")
#: What Streamlit reads Markdown in; `screen.py` alone hands it over.
READS_MARKDOWN = {
    *("markdown", "write", "caption", "warning", "error", "info", "success", "toast"),
    *("title", "header", "subheader", "badge", "metric", "html"),
}
THEN = "as_of=2017-12-01&sources=on"
DEEP = (
    f"gaps?cell=usa_ustr~source_code&{THEN}",
    f"gaps?kind=one&look=list&{THEN}",
    f"map?focus=usa_ustr&{THEN}",
    f"map?focus=chl_subrei&pick=chl_subrei,eff&{THEN}",
    f"introduce?from=edri&delegation=usa_ustr&{THEN}",
    "changes?as_of=2026-11-23&since=2017-12-01",
    "record?member=edri&delegation=usa_ustr",
    *(f"plan?part={part}&{THEN}" for part in ("event", "question", "ground", "leaving", "link")),
    *(f"reports?report={code}&{THEN}" for code in ("activities", "background")),
    "reports?report=transparency&as_of=2018-12-01&sources=on",
)
#: What of the page came from elsewhere, or was made of a text.
FOUND = f"""() => [...document.querySelectorAll("body *")].filter((part) =>
  (part.getAttribute("href") ?? part.getAttribute("src") ?? "").includes("{FOREIGN}")
  || (part.matches("strong,b,em,i,code,h1,h2,h3,h4,h5,h6,th,td,li,p,.katex,span,mark")
    && !part.closest('[data-testid="stCode"]') && part.textContent.trim() === "{MARKED}")
).map((part) => part.outerHTML.slice(0, 200))"""


def profiles() -> list[str]:
    """One profile of each label."""
    first = {row.label: row.id for row in seed_snapshot().nodes.values()}
    return [f"profile?id={id}&sources=on" for id in first.values()]


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with app_over(tmp_path_factory.mktemp("strange") / "home", strange_snapshot()) as found:
        yield found


@pytest.mark.browser
def test_no_row_becomes_more_than_text_on_any_page(browser: Browser, strange: str) -> None:
    """Without the wall of the Content-Security-Policy: the pages themselves ask for nothing."""
    outside: list[str] = []
    context = browser.new_context(base_url=strange, bypass_csp=True)
    context.set_default_timeout(HANGS * 1000)
    page = context.new_page()
    page.on(
        "request",
        lambda asked: (
            None if asked.url.startswith((strange, "data:", "blob:")) else outside.append(asked.url)
        ),
    )
    wrong: dict[str, list[str]] = {}
    load(page, "/")
    for where in (*(f"{one.address}?{THEN}" for one in PAGES), *DEEP, *profiles()):
        visit(page, f"/{where}")
        expect(page.get_by_role("heading", level=1).first, where).to_be_visible()
        expect(page.locator(".lk-foot"), where).to_be_visible()
        expect(page.get_by_test_id("stException"), where).to_have_count(0)
        if found := page.evaluate(FOUND):
            wrong[where] = found
    context.close()
    assert wrong == {}
    assert outside == []


@pytest.mark.browser
def test_the_wall_lets_every_page_be_drawn_and_nothing_foreign_in(
    browser: Browser, strange: str
) -> None:
    with window(browser, base_url=strange) as page:
        walls: list[str] = []
        page.on(
            "console",
            lambda said: (
                walls.append(said.text) if "Content Security Policy" in said.text else None
            ),
        )
        for where in ("map?focus=usa_ustr", f"gaps?{THEN}", "console", "pictures", "schema"):
            load(page, f"/{where}")
            expect(page.locator(".lk-foot"), where).to_be_visible()
        assert walls == [], "our own pages need nothing that the wall keeps out"
        with page.expect_console_message(lambda said: FOREIGN in said.text):
            page.evaluate(f"() => {{ new Image().src = 'http://{FOREIGN}/p.png' }}")
    assert [FOREIGN in wall for wall in walls] == [True]


def test_one_file_hands_markdown_to_streamlit() -> None:
    others = [
        f"{path}:{call.lineno} {call.func.attr}"
        for path in sorted((ROOT / "explorer").rglob("*.py"))
        if path != ROOT / LOOK
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in READS_MARKDOWN
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in ("st", "left", "right", "place", "column", "box", "words", "told")
    ]
    assert others == [], "use show, warn, trouble, tell or success of explorer/html/screen.py"
