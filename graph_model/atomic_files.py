"""Writing files so that nobody ever reads half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def own_folder(path: Path) -> Path:
    """A folder of ours, made so that only its owner can look into it. One that is there already is
    left as it is.

    Parameters
    ----------
    path : Path
        The folder; those above it are made too.

    Returns
    -------
    Path
        The same path.

    Raises
    ------
    OSError
        It cannot be made.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as home:
    ...     oct(own_folder(Path(home) / "kept").stat().st_mode & 0o777)
    '0o700'
    """
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def mode_for(audience: str) -> int:
    """Who may read a file that leaves: everybody what is public, its owner alone anything else.

    Parameters
    ----------
    audience : str
        ``public``, ``coalition`` or ``private``.

    Returns
    -------
    int
        The mode that the file is made with.

    Examples
    --------
    >>> oct(mode_for("public")), oct(mode_for("coalition"))
    ('0o644', '0o600')
    """
    return 0o644 if audience == "public" else 0o600


def write_whole(path: Path, content: str | bytes | Iterable[str], mode: int = 0o600) -> None:
    """Write beside `path`, flush to the disk, then rename over it.

    Parameters
    ----------
    path : Path
        The file; one that is there is replaced as a whole, or stays as it was.
    content : str, bytes or iterable of str
        Text is written as UTF-8; what is large may come in parts, which are never held together.
    mode : int, optional
        Who may read and write it.

    Raises
    ------
    OSError
        The disk is full, or the folder is not there.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as home:
    ...     write_whole(Path(home) / "views.json", "{}")
    ...     (Path(home) / "views.json").read_text()
    '{}'
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
