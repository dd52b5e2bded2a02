"""What ships beside the code goes into the package, and is found there."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from graph_model import shipped as place
from graph_model.shipped import APP, shipped

ROOT = Path(__file__).parents[1]
NEEDED = (
    APP,
    ".streamlit/config.toml",
    "seeds/member.csv",
    "static/public-sans-400.ttf",
    "static/linkages-cjk-400.ttf",
)


def test_the_package_takes_along_all_that_the_app_opens() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"][
        "data-files"
    ]
    taken = {
        f"{folder}/{path.name}"
        for folder, patterns in wanted.items()
        for pattern in patterns
        for path in ROOT.glob(pattern)
    }
    beside = [
        path
        for folder in ("static", "seeds")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    ]
    assert {
        f"share/linkages/{path.relative_to(ROOT).as_posix()}"
        for path in (*beside, *(ROOT / name for name in NEEDED))
    } == taken


def test_it_is_found_in_a_checkout_and_in_an_installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert shipped() == ROOT
    app = tmp_path / "share" / "linkages" / APP
    app.parent.mkdir(parents=True)
    app.touch()
    listed = metadata.PackagePath("../../../share/linkages", APP)
    monkeypatch.setattr(metadata.PackagePath, "locate", lambda self: app, raising=False)
    monkeypatch.setattr(place, "__file__", str(tmp_path / "lib" / "graph_model" / "shipped.py"))
    monkeypatch.setattr(
        place, "files", lambda name: [metadata.PackagePath("linkages", "x.py"), listed]
    )
    assert shipped.__wrapped__() == app.parent
    monkeypatch.setattr(place, "files", lambda name: [])
    with pytest.raises(FileNotFoundError, match="install Linkages again"):
        shipped.__wrapped__()
