"""The pictures of ``docs/screens.md``, taken from the running app over the opening data: ``make
screens``.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser import QUIET, ROOT, chromium, running_app

WIDTHS = (1280, 390)
TALLEST = 2400
THEN = "as_of=2017-12-01"
#: Title, address, name of the files.
SCREENS = (
    ("Where we stand, today", "/", "where-we-stand"),
    ("Where we stand, 1 December 2017", f"/?{THEN}", "where-we-stand-2017"),
    (
        "Gaps, with the reasons for one symbol and their sources",
        f"/gaps?{THEN}&cell=usa_ustr~cross_border_data&sources=on",
        "gaps",
    ),
    ("The map, from a name", f"/map?focus=usa_ustr&{THEN}", "map"),
    (
        "Who can introduce us",
        f"/introduce?delegation=usa_ustr&issue=source_code&{THEN}",
        "introduce",
    ),
    ("Plan: the best use of a few efforts", "/plan", "plan"),
    ("A profile: a delegation", "/profile?id=eu_trade", "profile-delegation"),
    ("A profile: an agreement", "/profile?id=cptpp", "profile-agreement"),
    ("Record a contact", "/record?delegation=chl_subrei", "record"),
    ("What changed, and why", "/changes?since=2017-12-01", "changes"),
    ("Questions", "/questions?id=how-agreements-treat&issue=source_code", "questions"),
    ("Ask in Cypher", "/console", "console"),
    ("What is in the graph", "/schema", "schema"),
    ("Pictures", "/pictures", "pictures"),
    ("Reports", "/reports?report=transparency&as_of=2018-12-01&sources=on", "reports"),
    ("Data", "/data", "data"),
    ("Settings", "/settings", "settings"),
)


def take(page: Page, address: str) -> bytes:
    """One page, whole up to a height, in few colours so that the file stays small."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Database ready")).to_be_visible(timeout=180_000)
    page.locator(".lk-foot").wait_for()  # drawn last
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    wide = page.viewport_size["width"] if page.viewport_size else WIDTHS[0]
    page.set_viewport_size({"width": wide, "height": min(tall, TALLEST)})
    page.wait_for_load_state("networkidle")
    shot = page.screenshot(animations="disabled")
    page.set_viewport_size({"width": wide, "height": 900})
    out = io.BytesIO()
    Image.open(io.BytesIO(shot)).convert("RGB").quantize(
        256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
    ).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Take every screen at both widths and write the page that shows them."""
    folder = ROOT / "docs" / "screens"
    for old in folder.glob("*.png"):
        old.unlink()
    lines = [
        "# Screens",
        "",
        (
            "Taken from the running app over the opening data, at 1280 and at 390 pixels: `make"
            " screens`."
        ),
        "",
    ]
    with (
        tempfile.TemporaryDirectory() as home,
        running_app(Path(home) / "home") as base,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        for wide in WIDTHS:
            page = browser.new_context(
                viewport={"width": wide, "height": 900}, base_url=base
            ).new_page()
            for title, address, name in SCREENS:
                sys.stderr.write(f"{title}, {wide} pixels\n")
                (folder / f"{name}-{wide}.png").write_bytes(take(page, address))
        browser.close()
    for title, _, name in SCREENS:
        lines += [
            f"## {title}",
            "",
            *(f"![{title}, {wide} pixels wide](screens/{name}-{wide}.png)" for wide in WIDTHS),
            "",
        ]
    (ROOT / "docs" / "screens.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
