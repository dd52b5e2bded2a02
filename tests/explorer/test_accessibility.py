"""The rules of axe-core on the eight places, on the map with a picture, and on Pictures, light and
dark: nothing that is serious or critical for who does not see the page, or sees little of it.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import Page, expect

from explorer.pages import PLACES
from tests.browser import load, visit

ADDRESSES = (
    *(f"/{place.sights[0].address}" for place in PLACES),
    "/map?question=spoken&as_of=2017-12-01",
    "/pictures",
)
FAULTS = """async (only) => {
  const { violations } = await axe.run(document, { ...only, resultTypes: ["violations"] });
  return violations
    .filter((rule) => ["serious", "critical"].includes(rule.impact))
    .flatMap((rule) => rule.nodes.map((node) =>
      [rule.id, node.target.join(" "), (node.any[0] || {}).message || ""].join(" | ")));
}"""
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
#: The whole page in the dark or the light, and not only our own style sheet.
WEARS = """(scheme) =>
  getComputedStyle(document.querySelector("[data-testid=stApp]")).colorScheme === scheme"""


@cache
def axe() -> str:
    """The script of axe-core, out of its package."""
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.submodule_search_locations
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


def test_no_place_breaks_a_serious_rule_of_accessibility(page: Page) -> None:
    broken = []
    load(page, "/")
    page.evaluate(axe())
    for address in ADDRESSES:
        page.emulate_media(color_scheme="light")
        visit(page, address)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        page.wait_for_function(WEARS, arg="light")
        broken += [f"{address}, light: {one}" for one in page.evaluate(FAULTS, {})]
        page.emulate_media(color_scheme="dark")
        page.wait_for_function(WEARS, arg="dark")
        broken += [f"{address}, dark: {one}" for one in page.evaluate(FAULTS, CONTRAST)]
    assert not broken, "\n".join(broken)
