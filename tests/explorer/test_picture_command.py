"""`linkages picture`: the same pictures from a script, with their exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from explorer.commands import app
from explorer.picture.image_files import reopen
from graph_model.dates import as_date
from graph_model.measures import KINDS, find_cells
from loaders.seeds import seed_snapshot
from tests.graphs import on_day

RUN = CliRunner()


def test_a_picture_is_written_and_drawn_again(tmp_path: Path) -> None:
    first, second = tmp_path / "ustr.svg", tmp_path / "again.html"
    told = RUN.invoke(
        app,
        [
            "picture",
            str(first),
            "--focus",
            "usa_ustr",
            "--labels",
            "members,Engagement",
            "--as-of",
            "2017-12-01",
            "--json",
        ],
    )
    assert told.exit_code == 0, told.output
    found = json.loads(told.stdout)
    made = reopen(first.read_bytes())
    assert (made.focus, made.labels, made.as_of) == (
        ("usa_ustr",),
        ("Member", "Engagement"),
        "2017-12-01",
    )
    assert found["entries"] == made.entries == len(made.places)
    again = RUN.invoke(app, ["picture", str(second), "--like", str(first)])
    assert "The data has not changed since this picture was made." in again.stderr
    assert reopen(second.read_bytes()) == made


def test_words_of_ones_own_and_a_highlight_are_in_the_picture(tmp_path: Path) -> None:
    out = tmp_path / "ustr.svg"
    own = ["--subtitle", "Seen from here", "--note", "One", "--note", "Two", "--highlight", "CCIA"]
    told = RUN.invoke(app, ["picture", str(out), "--focus", "usa_ustr", *own])
    assert told.exit_code == 0, told.output
    made = reopen(out.read_bytes())
    assert (made.subtitle, made.remarks, made.highlight) == (
        "Seen from here",
        ("One", "Two"),
        "ccia",
    )
    missing = ["picture", str(out), "--focus", "usa_ustr", "--highlight", "edri"]
    refused = RUN.invoke(app, missing)
    assert refused.exit_code == 2
    assert "not in this picture" in refused.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["x.jpg"], "end it in .svg"),
        (["x.svg", "--size", "poster"], "a4, a3, a2, slide, square"),
        (["x.svg", "--question", "why"], "digital"),
        (["x.svg", "--labels", "spies"], "There is no label spies"),
        (["x.svg", "--like", "nowhere.svg"], "cannot be read"),
        (["x.svg", "--note", "a", "--note", "b", "--note", "c"], "room for 2 notes"),
        (["x.svg", "--highlight", "usa_ustr", "--what", "coverage"], "wants names"),
    ],
)
def test_wrong_usage_is_said(
    wrong: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = RUN.invoke(app, ["picture", *wrong])
    assert told.exit_code == 2
    assert said in told.stderr
    assert not Path("x.svg").exists()


def test_a_file_that_is_no_picture_and_an_unknown_start_are_said(tmp_path: Path) -> None:
    other = tmp_path / "other.svg"
    other.write_text("<svg></svg>", encoding="utf-8")
    assert (
        "does not hold a picture made here"
        in RUN.invoke(app, ["picture", str(tmp_path / "x.svg"), "--like", str(other)]).stderr
    )
    assert RUN.invoke(app, ["picture", str(tmp_path / "x.svg"), "--focus", "nobody"]).exit_code == 1


def test_the_matrix_and_the_band_are_pictures_too(tmp_path: Path) -> None:
    for what in ("gaps", "coverage"):
        out = tmp_path / f"{what}.svg"
        told = RUN.invoke(
            app,
            [
                "picture",
                str(out),
                "--what",
                what,
                "--as-of",
                "2017-12-01",
                "--style",
                "mono",
                "--json",
            ],
        )
        assert told.exit_code == 0, told.output
        assert json.loads(told.stdout)["cells"] == len(
            find_cells(on_day(seed_snapshot(), as_date("2017-12-01")))
        )
        svg = out.read_text(encoding="utf-8")
        words = " ".join(ElementTree.fromstring(svg).itertext())
        assert all(kind.says in words for kind in KINDS)
        assert "As of 1 December 2017" in words
        assert reopen(out.read_bytes()).what == what
        again = tmp_path / "again.svg"
        assert "not changed" in RUN.invoke(app, ["picture", str(again), "--like", str(out)]).stderr
        assert again.read_bytes() == out.read_bytes()
