"""Small pieces of text that every sentence uses."""

from __future__ import annotations

from collections.abc import Sequence

from graph_model.plurals import count as count
from graph_model.plurals import counted as counted


def words(code: str) -> str:
    """A code as words: ``best_endeavour`` → ``best endeavour``."""
    return code.replace("_", " ")


#: Around what a sentence stresses; no row can hold these signs.
STRESSED, PLAIN = "\N{START OF TEXT}", "\N{END OF TEXT}"


def stressed(text: str) -> str:
    """A part of a sentence that a page sets in bold; anywhere else take `unstressed`.

    >>> unstressed(f"between {stressed('0%')} and 35%")
    'between 0% and 35%'
    """
    return f"{STRESSED}{text}{PLAIN}"


def unstressed(text: str) -> str:
    """The sentence without its marks of stress."""
    return text.replace(STRESSED, "").replace(PLAIN, "")


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names in a sentence; what does not fit is counted.

    >>> listed(["a", "b"]), listed(["a", "b", "c", "d", "e"])
    ('a and b', 'a, b, c and 2 more')
    """
    shown, rest = list(names[:most]), len(names) - most
    parts = [*shown, f"{rest} more"] if rest > 0 else shown
    return " and ".join(part for part in (series(parts[:-1]), parts[-1] if parts else "") if part)


def series(names: Sequence[str]) -> str:
    """Names one after the other: by commas, or by semicolons where one of them has a comma of its
    own, which would make two of it.

    >>> series(["Chile", "Peru"]), series(["Chile", "Hong Kong, China", "Peru"])
    ('Chile, Peru', 'Chile; Hong Kong, China; Peru')
    """
    return ("; " if any("," in name for name in names) else ", ").join(names)


def too_long(what: str, text: str, longest: int) -> str:
    """Why a text is not taken that has no room where it was typed, with the limit; empty where it
    has.

    >>> too_long("Title", "a" * 1200, 200), too_long("Title", "a", 200)
    ('“Title” has room for 200 letters; this has 1,200 and was not taken.', '')
    """
    if len(text) <= longest:
        return ""
    return f"“{what}” has room for {longest:,} letters; this has {len(text):,} and was not taken."
