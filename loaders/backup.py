"""Everything in one file, and back: all datasets with their stamps, answers, plans and settings,
the whole history and what undoing needs.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from graph_model.atomic_files import write_whole
from graph_model.database.everything import Whole
from graph_model.database.others import Choices, ForeignTie
from graph_model.database.store import Store
from graph_model.errors import BackupUnreadable
from graph_model.schema import STAMPS
from graph_model.vocabulary import SCHEMA
from loaders.take_out.export import zipped

FORMAT = 1


def backup(store: Store, path: Path) -> Whole:
    """Write the whole database of ours to a file that only its owner can read; equal content, equal
    bytes. Raises `OSError`, `StoreError`.
    """
    whole = store.whole()
    parts = {
        "linkages.json": _json({"format": FORMAT, "turn": whole.turn}),
        "nodes.json": _json(sorted(whole.nodes, key=lambda row: row[:2])),
        "relationships.json": _json(sorted(whole.relationships, key=lambda row: row[:3])),
        "history.json": _json(
            sorted(whole.loads, key=lambda load: (load.get("number", 0), load["id"]))
        ),
        **{f"past/{id}": past for id, past in sorted(whole.pasts.items())},
    }
    write_whole(path, zipped(parts))
    return whole


def unpacked(path: Path) -> Whole:
    """What a backup holds. Raises `BackupUnreadable` for a file that is none, is damaged, or comes
    from a newer Linkages.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            head, nodes, relationships, loads = (
                json.loads(archive.read(f"{name}.json"))
                for name in ("linkages", "nodes", "relationships", "history")
            )
            pasts = {
                name.removeprefix("past/"): archive.read(name)
                for name in archive.namelist()
                if name.startswith("past/")
            }
        if head["format"] != FORMAT:
            raise BackupUnreadable(
                f"{path.name} was written by a newer Linkages (format {head['format']}); update"
                " Linkages and try again."
            )
        whole = Whole(
            [tuple(row) for row in nodes],
            [tuple(row) for row in relationships],
            loads,
            pasts,
            int(head["turn"]),
        )
        _ours(whole)
    except OSError as error:
        raise BackupUnreadable(
            f"{path} cannot be read ({(error.strerror or 'no file').lower()}); nothing was changed."
        ) from None
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as error:
        raise BackupUnreadable(
            f"{path.name} is no whole backup of Linkages ({str(error)[:80]}); take another copy."
            " Nothing was changed."
        ) from None
    return whole


def restore(store: Store, whole: Whole, choices: Choices | None = None) -> list[ForeignTie]:
    """Put a backup in place of all that is ours: all of it or nothing. Returns the ties of others
    for which rows were let go, as `choices` allow. Raises `RowsOfOthers`, `StoreError`.
    """
    return store.replace(whole, choices)


def _ours(whole: Whole) -> None:
    """Only labels, types and fields of the vocabulary go into the database. Raises `ValueError`."""
    labels = {}
    for label, id, fields in whole.nodes:
        if (
            unknown := set(fields)
            - {"id", *STAMPS}
            - {field.name for field in SCHEMA.by_label[label].fields}
        ):
            raise ValueError(f"unknown fields {sorted(unknown)}")
        labels[id] = label
    for type, source, target, fields in whole.relationships:
        if (
            unknown := set(fields)
            - set(STAMPS)
            - {field.name for field in SCHEMA.by_name[type].fields}
        ):
            raise ValueError(f"unknown fields {sorted(unknown)}")
        if (
            labels.get(source) not in SCHEMA.by_name[type].sources
            or labels.get(target) not in SCHEMA.by_name[type].targets
        ):
            raise ValueError(f"{source} → {target} has no such ends")


def _json(found: object) -> bytes:
    return json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
