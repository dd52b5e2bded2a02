"""A published site in a folder: written whole, and brought up to date in place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from explorer.html.view import View
from explorer.outside.pages import pages, style_sheet
from explorer.picture.image_export import as_file, make
from explorer.picture.paper_figures import illustrated
from explorer.picture.picture import Recipe, What
from explorer.picture.releases import bundle
from explorer.reports.choice import NOTHING_CHOSEN
from explorer.reports.registry import REPORTS, year_before
from graph_model.atomic_files import write_whole
from graph_model.errors import LinkagesError
from graph_model.measures import Settings
from graph_model.measures.day import Day
from graph_model.shipped import shipped
from loaders.take_out.graph_files.formats import FORMATS
from loaders.take_out.publish import Release
from loaders.take_out.report_files import WRITERS

#: What was published, with the sum of each file: by this a folder is known to be ours.
MANIFEST = "published.json"
PICTURES: dict[What, str] = {
    "network": "The map",
    "gaps": "Delegations and gaps",
    "coverage": "How much is reached",
}


class NotOurFolder(LinkagesError):
    """A folder that holds something else; nothing was written."""


def site(leaving: Release, on: date, settings: Settings) -> dict[str, bytes]:
    """Every file of the site, by its place in the folder. What is not public takes no part."""
    day = Day(leaving.snapshot, on, settings)
    shown = View(day, show_sources=True)
    extra: dict[str, tuple[str, bytes]] = {
        **_pictures(leaving, on),
        **_reports(day, on),
        "data/linkages.zip": (
            "All tables (CSV)",
            FORMATS["csv"].write(bundle(leaving, FORMATS["csv"])),
        ),
    }
    named = {file: says for file, (says, _) in extra.items()}
    made = {file: data for file, (_, data) in extra.items()}
    made |= {file: text.encode() for file, text in pages(shown, named)}
    made["style.css"] = style_sheet().encode()
    for font in sorted((shipped() / "static").glob("*.woff2")):
        made[f"static/{font.name}"] = font.read_bytes()
    made["static/icon.png"] = (shipped() / "static" / "icon.png").read_bytes()
    return made


def _pictures(leaving: Release, on: date) -> dict[str, tuple[str, bytes]]:
    found = {}
    for what, says in PICTURES.items():
        recipe = Recipe(what=what, as_of=on.isoformat(), audience="public", choices=leaving.chosen)
        drawn = make(leaving.snapshot, recipe)
        for kind in ("svg", "html"):
            found[f"pictures/{what}.{kind}"] = (says, as_file(drawn, kind))
    return found


def _reports(day: Day, on: date) -> dict[str, tuple[str, bytes]]:
    found = {}
    for code, kind in REPORTS.items():
        if kind.about or kind.audience != "public":
            continue
        made = illustrated(kind.report(day, year_before(on)), day, NOTHING_CHOSEN)
        for ending in (".md", ".xlsx"):
            found[f"reports/{code}{ending}"] = (kind.title, WRITERS[ending][1](made))
    return found


def write(made: Mapping[str, bytes], folder: Path) -> tuple[int, int]:
    """Bring a folder up to date: how many files were written, and how many were taken away. Raises
    `NotOurFolder`, `OSError`.
    """
    before = published_before(folder)
    sums = {file: hashlib.sha256(data).hexdigest() for file, data in made.items()}
    changed = [
        file for file in made if before.get(file) != sums[file] or not (folder / file).is_file()
    ]
    for file in changed:
        write_whole(folder / file, made[file], mode=0o644)
    gone = [file for file in before if file not in made]
    for file in gone:
        (folder / file).unlink(missing_ok=True)
    manifest = json.dumps({"linkages_site": 1, "files": sums}, indent=0, sort_keys=True)
    write_whole(folder / MANIFEST, manifest, mode=0o644)
    return len(changed), len(gone)


def published_before(folder: Path) -> dict[str, str]:
    """The files of the last publication; a folder that is not empty must hold one. Raises
    `NotOurFolder`, `OSError`.
    """
    if not folder.is_dir() or not any(folder.iterdir()):
        return {}
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {str(file): str(sum) for file, sum in told["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotOurFolder(
            f"{folder} holds something else than a published site; choose an empty folder. Nothing"
            " was written."
        ) from None
    inside = folder.resolve()
    return {
        file: sum for file, sum in files.items() if (inside / file).resolve().is_relative_to(inside)
    }
