"""Everything in one file, and back: all datasets with their stamps, answers, plans and settings,
the whole history and what undoing needs, and what people keep beside the database.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path

from graph_model.atomic_files import write_whole
from graph_model.database.contents import DatabaseContents
from graph_model.database.foreign_rows import ForeignTie, TakeoverChoices
from graph_model.database.store import Store
from graph_model.errors import BackupUnreadable
from graph_model.schema import STAMPS
from graph_model.vocabulary import SCHEMA
from loaders.check.backup_check import backup_faults
from loaders.kept_files import Kept, fault, in_place, read_kept
from loaders.take_out.equal_files import zipped

FORMAT = 1
#: Where the files that stand beside the database are in a backup.
BESIDE = "kept/"
#: JSON of rows packs well, and a database of ours stays below this; what unpacks to more than both
#: was made to fill a memory.
UNPACKED_BYTES, TIMES_LARGER, LARGEST_BYTES = 256 * 2**20, 60, 4 * 2**30
MOST_FAULTS = 5
MALFORMED = (KeyError, ValueError, TypeError, AttributeError, EOFError, RecursionError)


@dataclass(frozen=True)
class Backup:
    """What a backup holds: the database, and the files that stand beside it; None where it was
    written by a Linkages that took none of them along.
    """

    database: DatabaseContents
    kept: Kept | None

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.database.nodes) + len(self.database.relationships)

    @property
    def loads(self) -> int:
        """How many entries its history has."""
        return len(self.database.loads)


def backup(store: Store, home: Path, path: Path) -> Backup:
    """Write the whole database of ours and what people keep in the data folder to a file that only
    its owner can read; equal content, equal bytes. Raises `OSError`, `StoreError`.
    """
    whole, kept = store.contents(), read_kept(home)
    parts = {
        "linkages.json": _json({"format": FORMAT, "turn": whole.turn, "kept": sorted(kept)}),
        "nodes.json": _json(sorted(whole.nodes, key=lambda row: row[:2])),
        "relationships.json": _json(sorted(whole.relationships, key=lambda row: row[:3])),
        "history.json": _json(
            sorted(whole.loads, key=lambda load: (load.get("number", 0), load["id"]))
        ),
        **{f"past/{id}": past for id, past in sorted(whole.pasts.items())},
        **{f"{BESIDE}{name}": data for name, data in sorted(kept.items())},
    }
    write_whole(path, zipped(parts))
    return Backup(whole, kept)


def unpacked(path: Path) -> Backup:
    """What a backup holds, checked like files that are loaded. Raises `BackupUnreadable` for a file
    that is none, is damaged, unpacks to more than a database of ours, or comes from a newer
    Linkages.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _bounded(archive, path.stat().st_size)
            whole = _whole(archive, path.name)
        _ours(whole.database)
        faults = (fault(name, data) for name, data in (whole.kept or {}).items())
        every = chain(backup_faults(whole.database), filter(None, faults))
        found = list(islice(every, MOST_FAULTS))
    except OSError as error:
        raise BackupUnreadable(
            f"{path} cannot be read ({(error.strerror or 'no file').lower()}); nothing was changed."
        ) from None
    except (zipfile.BadZipFile, zlib.error, *MALFORMED) as error:
        why = "it is too deep" if isinstance(error, RecursionError) else str(error)[:80]
        raise BackupUnreadable(
            f"{path.name} is no whole backup of Linkages ({why}); take another copy."
            " Nothing was changed."
        ) from None
    if found:
        raise BackupUnreadable(
            f"{path.name} holds what Linkages never writes: {'; '.join(found)}. Nothing was"
            " changed; take another copy."
        )
    return whole


def _bounded(archive: zipfile.ZipFile, size: int) -> None:
    """Refuse what unpacks to far more than it should, before any of it is unpacked. Raises
    `ValueError`.
    """
    whole = sum(part.file_size for part in archive.infolist())
    if whole > max(UNPACKED_BYTES, TIMES_LARGER * size) or whole > LARGEST_BYTES:
        raise ValueError(f"it unpacks to {whole // 2**20:,} MB")


def _whole(archive: zipfile.ZipFile, name: str) -> Backup:
    def part(member: str) -> bytes:
        told = archive.getinfo(member).file_size
        with archive.open(member) as file:
            found = file.read(told + 1)
        if len(found) > told:
            raise ValueError(f"{member} is longer than it says")
        return found

    head, nodes, relationships, loads = (
        json.loads(part(f"{member}.json"))
        for member in ("linkages", "nodes", "relationships", "history")
    )
    if head["format"] != FORMAT:
        raise BackupUnreadable(
            f"{name} was written by a newer Linkages (format {head['format']}); update Linkages and"
            " try again."
        )
    pasts = {
        member.removeprefix("past/"): part(member)
        for member in archive.namelist()
        if member.startswith("past/")
    }
    turn = head["turn"]
    if not isinstance(turn, int) or turn < 0:
        raise ValueError("its turn is no number")
    database = DatabaseContents(
        [tuple(row) for row in nodes], [tuple(row) for row in relationships], loads, pasts, turn
    )
    kept = None
    if "kept" in head:
        kept = {str(beside): part(f"{BESIDE}{beside}") for beside in head["kept"]}
    return Backup(database, kept)


@dataclass(frozen=True)
class RestoreResult:
    """What a restore did beside it: the ties of others for which rows were let go, and
    where what was there before is kept (None when nothing was there).
    """

    left: list[ForeignTie]
    before: Path | None


def restore(
    store: Store, whole: Backup, home: Path, choices: TakeoverChoices | None = None
) -> RestoreResult:
    """Put a backup in place of all that is ours, in the database and in the data folder: all of it
    or nothing. What is there is written to a backup of its own in `home` first. Raises
    `RowsOfOthers` where somebody else's ties would lose an end, `StoreError`, `OSError`.
    """
    there = store.contents()
    before = None
    if there.nodes or there.loads or read_kept(home):
        stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
        before = home / "backups" / f"before-restore-{stamp}.zip"
        backup(store, home, before)
    with nullcontext() if whole.kept is None else in_place(home, whole.kept):
        return RestoreResult(store.replace(whole.database, choices), before)


def _ours(whole: DatabaseContents) -> None:
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
