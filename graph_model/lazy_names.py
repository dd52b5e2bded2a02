"""Names of a package that are fetched when they are first asked for: whoever imports the package
does not wait for what it does not use.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def fetched_later(package: str, made: Mapping[str, str]) -> Callable[[str], object]:
    """The ``__getattr__`` of a package.

    Parameters
    ----------
    package : str
        Its ``__name__``.
    made : mapping of str to str
        Where each name is made: a module below the package.

    Returns
    -------
    callable
        What gives a name, and keeps it in the package; raises `AttributeError` for any other.

    Examples
    --------
    >>> fetched_later("graph_model", {"Rows": "rows"})("Rows")
    <class 'graph_model.rows.Rows'>
    """

    def fetch(name: str) -> object:
        if name not in made:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found: object = getattr(import_module(f"{package}.{made[name]}"), name)
        setattr(sys.modules[package], name, found)
        return found

    return fetch
