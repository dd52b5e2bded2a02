"""Writing files so that nobody ever reads half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def own_folder(path: Path) -> Path:
    """A folder of ours, made so that only its owner can look into it. One that is there already is
    left as it is. Raises `OSError`.
    """
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def mode_for(audience: str) -> int:
    """Who may read a file that leaves: everybody what is public, its owner alone anything else.

    >>> oct(mode_for("public")), oct(mode_for("coalition"))
    ('0o644', '0o600')
    """
    return 0o644 if audience == "public" else 0o600


def write_whole(path: Path, content: str | bytes | Iterable[str], mode: int = 0o600) -> None:
    """Write beside `path`, flush to the disk, then rename over it. What is large may come in parts,
    which are never held together. Raises `OSError`.
    """
    if mode == 0o600:
        own_folder(path.parent)
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = (content,) if isinstance(content, str | bytes) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part.encode() if isinstance(part, str) else part)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
