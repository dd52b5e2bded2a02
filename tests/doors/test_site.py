"""The published site: what is public and nothing else, whole, without a server and without a
request outside.
"""

from __future__ import annotations

import functools
import http.server
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner

from explorer.commands import app
from explorer.outside.site import MANIFEST
from explorer.picture.image_files import reopen
from loaders.opening import KeptCopy, keep_copy
from tests.browser import window
from tests.doors.shared import COALITION, PRIVATE, rows
from tests.graphs import graph, node, talks

RUN = CliRunner()


def published(home: Path, folder: Path, *options: str) -> str:
    """Publish, and what was said."""
    found = RUN.invoke(app, ["publish", str(folder), "--home", str(home), *options])
    assert found.exit_code == 0, found.output
    return found.output


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site") / "home"
    keep_copy(made, KeptCopy(rows(), "kept", "built-in"))
    return made


@pytest.fixture(scope="module")
def site(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "site"
    published(home, folder, "--accept", "--as-of", "2017-12-01")
    return folder


@pytest.fixture(scope="module")
def hosted(site: Path) -> Iterator[str]:
    """The folder on a plain web host."""
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.mark.long
def test_it_holds_what_is_public_and_every_link_leads_somewhere(site: Path) -> None:
    files = {str(file.relative_to(site)) for file in site.rglob("*") if file.is_file()}
    assert {"index.html", "gaps.html", "profile/usa_ustr.html", "data/linkages.zip"} <= files
    assert set(json.loads((site / MANIFEST).read_text())["files"]) == files - {MANIFEST}
    for file in files:
        data = (site / file).read_bytes()
        for mark in (PRIVATE, COALITION):
            assert mark.encode() not in data
            assert mark.lower().encode() not in data, file
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            if not link.startswith(("http://", "https://", "data:", "#")):
                assert (page.parent / link).resolve().is_file(), f"{page.name}: {link}"


@pytest.mark.long
def test_its_pictures_open_again(site: Path) -> None:
    for what in ("network", "gaps", "coverage"):
        recipe = reopen((site / "pictures" / f"{what}.svg").read_bytes())
        assert (recipe.what, recipe.audience) == (what, "public")


@pytest.mark.browser
@pytest.mark.parametrize("way", ["file", "http"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_works_from_a_folder_and_from_a_host(
    browser: Browser, site: Path, hosted: str, way: str, width: int
) -> None:
    base = hosted if way == "http" else site.as_uri()
    with window(browser, viewport={"width": width, "height": 900}) as page:
        outside: list[str] = []
        page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith((base, "data:")) else outside.append(asked.url)
            ),
        )
        walls: list[str] = []
        page.on(
            "console",
            lambda said: (
                walls.append(said.text) if "Content Security Policy" in said.text else None
            ),
        )
        page.goto(f"{base}/index.html")
        expect(page.get_by_role("heading", level=1)).to_contain_text("delegations that negotiate")
        for title in ("Delegations & gaps", "Profiles", "Map and pictures", "Reports and data"):
            link = page.get_by_role("link", name=title).first
            leads = link.get_attribute("href")
            link.click()
            page.wait_for_url(f"{base}/{leads}")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            page.wait_for_function(f"document.documentElement.scrollWidth <= {width}")
        page.goto(f"{base}/profile/usa_ustr.html")
        expect(page.get_by_text("How do we know?")).to_be_visible()
        expect(page.locator("footer")).to_contain_text("Fingerprint of the data")
    assert (outside, walls) == ([], [])


@pytest.mark.browser
@pytest.mark.parametrize("way", ["file", "http"])
def test_nothing_foreign_is_asked_for_by_any_page_or_picture(
    browser: Browser, site: Path, hosted: str, way: str
) -> None:
    """Every page, one profile of each label, every picture: opened, and their requests counted."""
    base = hosted if way == "http" else site.as_uri()
    snapshot = rows()
    first = {row.label: row.id for row in snapshot.nodes.values() if row.text("visibility") == ""}
    files = [
        *sorted(file.name for file in site.glob("*.html")),
        *(f"profile/{id}.html" for id in first.values()),
        *sorted(f"pictures/{file.name}" for file in (site / "pictures").iterdir()),
    ]
    with window(browser) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for file in files:
            assert (site / file).is_file(), file
            page.goto(f"{base}/{file}", wait_until="load")
    assert len(asked) > len(files), "style sheets and fonts are asked for too"
    assert [url for url in asked if not url.startswith((f"{base}/", "data:", "blob:"))] == []


@pytest.mark.browser
def test_the_matrix_has_a_mark_for_each_line_and_its_delegations_lead_to_profiles(
    browser: Browser, site: Path
) -> None:
    with window(browser) as page:
        page.goto(f"{site.as_uri()}/gaps.html")
        lines = int(re.findall(r"[\d,]+", page.get_by_role("heading", level=1).inner_text())[0])
        squares = page.locator(".lk-squares")
        expect(squares.get_by_role("img")).to_have_count(lines)
        squares.get_by_role("link").first.click()
        expect(page.get_by_text("How do we know?")).to_be_visible()


def test_a_name_that_is_read_from_the_right_is_set_apart(tmp_path: Path) -> None:
    arabic = "\u0645\u0635\u0631"
    named = node("Member", "from_right", name=f"{arabic} \u202e(1)", stakeholder_group="academia")
    home, folder = tmp_path / "home", tmp_path / "site"
    keep_copy(home, KeptCopy(graph(*talks(), named), "kept", "built-in"))
    published(home, folder, "--yes")
    page = (folder / "profile" / "from_right.html").read_text(encoding="utf-8")
    assert f"<bdi>{arabic}</bdi> (1)" in page
    assert "\u202e" not in page


@pytest.mark.long
def test_it_asks_first_and_is_brought_up_to_date_in_place(
    home: Path, site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    few = tmp_path / "few"
    keep_copy(
        few, KeptCopy(graph(*talks()), "kept", "built-in")
    )  # two members, each easily recognised
    refused = RUN.invoke(app, ["publish", str(folder), "--home", str(few)])
    assert refused.exit_code == 1
    assert "Nothing was written: add --accept" in " ".join(refused.output.split())
    assert not folder.exists()
    shutil.copytree(site, folder)  # as the same words would write it
    left_over = folder / "profile" / "usa_ustr.html"
    at, old = left_over.stat().st_mtime_ns, folder / "profile" / "old.html"
    manifest = json.loads((folder / MANIFEST).read_text())
    old.write_text("an entry that is gone")
    manifest["files"]["profile/old.html"] = "x"
    (folder / MANIFEST).write_text(json.dumps(manifest))
    assert " 0 written, 1 taken away" in published(
        home, folder, "--accept", "--as-of", "2017-12-01"
    )
    assert not old.exists()
    assert left_over.stat().st_mtime_ns == at, "what is the same is left as it is"


def test_a_folder_of_something_else_is_left_alone(home: Path, tmp_path: Path) -> None:
    """It is said before anything is asked or made: not even `--yes` is needed for that."""
    (tmp_path / "thesis.txt").write_text("mine")
    found = RUN.invoke(app, ["publish", str(tmp_path), "--home", str(home)])
    assert found.exit_code == 1
    assert "could give somebody away" not in found.output
    assert "holds something else" in " ".join(found.output.split())
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["thesis.txt"]


@pytest.mark.long
def test_the_pages_come_without_a_word_of_streamlit() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import explorer.outside.site"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert (said.stdout, said.stderr) == ("", "")
