"""A form without network, and what comes back: read like a file of others, kept like an answer."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from explorer.html.member_form import member_form
from graph_model.database.store import Store
from graph_model.dataset_changes import TYPED, Changes, compare
from graph_model.measures import find_cells
from graph_model.snapshot import Snapshot
from loaders.answer_files import FORM, read_answers
from loaders.write.load import apply
from tests.graphs import graph, node, on_day, talks
from tests.loaders.test_others_files import run

GRAPH = graph(*talks(), node("Member", "odd", name="</script><b>x", stakeholder_group="academia"))
DAY = on_day(GRAPH, date(2025, 1, 1))
TODAY = "2025-01-02"


def told(**changed: object) -> bytes:
    answer = {
        "delegation": "alpha",
        "said": "yes",
        "since": "2024-05",
        "issues": ["flows"],
        "may_ask": True,
        "note": "Since the consultation",
    }
    whole = {"form": FORM, "version": 1, "member": "edri", "filled": "2025-01-01"}
    return json.dumps({**whole, "answers": [{**answer, **changed}], **{
        name: value for name, value in changed.items() if name in whole
    }}).encode()  # fmt: skip


def test_the_file_holds_what_is_asked_and_nobodys_markup() -> None:
    text = member_form(DAY, "odd")
    assert "Ministry of Alpha" in text
    assert text.count("</script>") == 2
    assert "&lt;/script&gt;&lt;b&gt;x" in text
    assert "http" not in text.replace("http-equiv", "")


def test_answers_come_in_as_rows_that_count() -> None:
    brought = read_answers("a.json", told(), GRAPH, TODAY)
    assert brought.edit is not None
    (row,) = brought.edit.put.nodes
    assert dict(row.fields) | {"note": ""} == {
        "said": "yes", "date": "2025-01-01", "as_of": TODAY, "confidence": "memory",
        "visibility": "coalition", "since": "2024-05", "on_issues": "flows", "may_ask": True,
        "note": "",
    }  # fmt: skip
    after = apply(GRAPH, Changes(TYPED, new=brought.edit.put))
    kinds = {(cell.delegation, cell.kind) for cell in find_cells(on_day(after, date(2025, 1, 2)))}
    assert ("alpha", "unknown") not in kinds
    assert ("beta", "unknown") in kinds


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"delegation": "nobody"}, "unknown-id"),
        ({"delegation": "edri"}, "unknown-id"),
        ({"said": "perhaps"}, "unknown-code"),
        ({"since": "May"}, "bad-answer"),
        ({"issues": ["nothing"]}, "bad-answer"),
        ({"issues": "flows"}, "bad-answer"),
        ({"note": "Ask jane@alpha.example"}, "bad-answer"),
        ({"member": "alpha"}, "unknown-id"),
        ({"filled": "2026-01-01"}, "date-out-of-range"),
        ({"filled": "soon"}, "not-a-date"),
        ({"version": 9}, "no-answers-file"),
        ({"form": "other"}, "no-answers-file"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_comes_in(changed: dict[str, object], code: str) -> None:
    brought = read_answers("a.json", told(**changed), GRAPH, TODAY)
    assert brought.edit is None
    assert {problem.code for problem in brought.problems} == {code}


def test_where_it_is_tomorrow_already_an_answer_is_of_today() -> None:
    brought = read_answers("a.json", told(filled="2025-01-03"), GRAPH, TODAY)
    assert brought.edit is not None
    assert brought.edit.put.nodes[0].text("date") == TODAY


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"form": 1}', b"\xff\xfe", b"[" * 5000])
def test_what_is_no_such_file_is_said(data: bytes) -> None:
    brought = read_answers("a.json", data, GRAPH, TODAY)
    assert [problem.code for problem in brought.problems] == ["no-answers-file"]


@pytest.mark.neo4j
def test_import_takes_a_file_of_answers_shows_and_keeps_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(compare(Snapshot(), GRAPH.rows(), "test"), Snapshot())
    file, sheet = tmp_path / "answers.json", tmp_path / "members.csv"
    file.write_bytes(told())
    sheet.write_text("Organisation,Group\nA body,NGO\n")
    code, said = run(store, monkeypatch, "import", str(file), "--preview")
    assert code == 0, said
    assert "1 answer of EDRi, from its form" in said
    assert "Ministry of Alpha: Yes, we have a line there" in said
    assert "/map?focus=edri" in said
    assert not store.read().of("Answer"), "a preview writes nothing"
    code, said = run(store, monkeypatch, "import", str(file), str(sheet), "--yes")
    assert code == 2, "two kinds at once are not mixed"
    faulty = tmp_path / "faulty.json"
    faulty.write_bytes(told(since="May"))
    code, said = run(store, monkeypatch, "answers", str(file), str(faulty), "--yes")
    assert code == 1
    assert "faulty.json" in said
    assert not store.read().of("Answer"), "with a fault in one file none is written"
    code, said = run(store, monkeypatch, "import", str(file), "--yes")
    assert code == 0, said
    (row,) = store.read().of("Answer")
    assert row.text("said") == "yes"
    assert row.text("on_issues") == "flows"
