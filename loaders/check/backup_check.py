"""What a backup says, checked before it replaces anything: each row as if it stood in a file, each
stamp, each entry of the history and each past in its shape.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping

from graph_model.database.contents import DatabaseContents
from graph_model.database.load_history import LOAD_PROPERTIES, UndoRecord
from graph_model.rows import NodeRow, RelationshipRow, Rows, Value
from graph_model.schema import STAMPS, STORE_OWNED
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.row_checks import check_rows

MUST = ("id", "dataset", "finished", "files")
#: A past unpacks to no more than this.
PAST_BYTES = 256 * 2**20
LONGEST_NAME = 200


def backup_faults(whole: DatabaseContents) -> Iterator[str]:
    """What is wrong with a backup, in sentences, as far as it was looked."""
    by_dataset: dict[str, list[NodeRow | RelationshipRow]] = defaultdict(list)
    for row, fault in _rows(whole):
        if fault:
            yield fault
        else:
            by_dataset[row.dataset].append(row)
    everything = Snapshot(Rows.of(row for rows in by_dataset.values() for row in rows))
    if len(everything.nodes) != len(whole.nodes):
        yield "two entries have the same id"
        return
    for dataset, rows in by_dataset.items():
        others = Snapshot(Rows.of(row for row in everything.rows() if row.dataset != dataset))
        for problem in check_rows(Rows.of(rows), dataset, others):
            yield f"dataset '{dataset}', {problem}"
    yield from _history(whole)


def _rows(whole: DatabaseContents) -> Iterator[tuple[NodeRow | RelationshipRow, str]]:
    """Each row with its own fault, empty when it has none."""
    for label, id, fields in whole.nodes:
        node = NodeRow(label, id, _own(fields, "id"), str(fields.get("dataset", "")))
        fault = _stamped(fields) or ("" if fields.get("id") == id else "is stored under another id")
        yield node, f"{label} '{id}' {fault}" if fault else ""
    for type, source, target, fields in whole.relationships:
        tie = RelationshipRow(type, source, target, _own(fields), str(fields.get("dataset", "")))
        fault = _stamped(fields)
        yield tie, f"{type} {source} → {target} {fault}" if fault else ""


def _own(fields: Mapping[str, Value], *without: str) -> dict[str, Value]:
    return {name: value for name, value in fields.items() if name not in (*STORE_OWNED, *without)}


def _stamped(fields: Mapping[str, object]) -> str:
    """What is wrong with the stamps of a row and the sorts of its values."""
    for name in STAMPS:
        stamp = fields.get(name)
        if not isinstance(stamp, str) or not stamp or not stamp.isprintable():
            return f"has no right '{name}'"
    if len(str(fields["dataset"])) > LONGEST_NAME or set("<>&\"'") & set(str(fields["dataset"])):
        return "names no right 'dataset'"
    wrong = [name for name, value in fields.items() if not isinstance(value, str | int | float)]
    return f"holds in '{wrong[0]}' what no field holds" if wrong else ""


def _history(whole: DatabaseContents) -> Iterator[str]:
    """What is wrong with the entries of the history, and with what undoing needs."""
    ids = set()
    for entry in whole.loads:
        known = LOAD_PROPERTIES
        if (
            any(name not in entry for name in MUST)
            or any(name not in known for name in entry)
            or any(
                not isinstance(value, known[name])
                or isinstance(value, bool)
                or (isinstance(value, int) and value < 0)
                for name, value in entry.items()
            )
            or not all(isinstance(file, str) for file in _listed(entry["files"]))
        ):
            id = str(entry.get("id", ""))[:40]
            yield f"entry '{id}' of the history is not of the right shape"
            continue
        if entry["id"] in ids:
            yield f"entry '{str(entry['id'])[:40]}' stands twice in the history"
        ids.add(entry["id"])
    for id, past in whole.pasts.items():
        if id not in ids:
            yield f"what undoing '{id[:40]}' needs belongs to no entry of the history"
        elif not _readable(past):
            yield f"what undoing '{id[:40]}' needs cannot be read"


def _listed(found: object) -> list[object]:
    return found if isinstance(found, list) else [None]


def _readable(past: bytes) -> bool:
    """Whether it unpacks, within bounds, to rows of ours."""
    unpack = zlib.decompressobj()
    try:
        text = unpack.decompress(past, PAST_BYTES)
        if unpack.unconsumed_tail:
            return False
        _, *parts = json.loads(text)
        found = UndoRecord.unpack(past)
    except (zlib.error, ValueError, TypeError, KeyError, RecursionError):
        return False
    return len(parts) == 2 and all(
        row.kind in SCHEMA.by_label or row.kind in SCHEMA.by_name
        for rows in (found.changed, found.gone)
        for row in rows
    )
