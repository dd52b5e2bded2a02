"""The addresses in a cell of sources, such as `source_url`: taken apart and put together."""

from __future__ import annotations

from collections.abc import Iterable

#: What stands between two addresses of one cell.
SEPARATOR = " ; "


def noted_sources(cell: str) -> list[str]:
    """Every source of a cell, as it stands there.

    Parameters
    ----------
    cell : str
        A cell as `source_url` has it.

    Returns
    -------
    list[str]
        Addresses, or words.

    Examples
    --------
    >>> noted_sources("https://a.example ; a letter"), noted_sources("")
    (['https://a.example', 'a letter'], [])
    """
    return [part for part in cell.split(SEPARATOR) if part]


def first_source(cell: str) -> str:
    """The first source of a cell; empty where it names none.

    Parameters
    ----------
    cell : str
        A cell as `source_url` has it.

    Returns
    -------
    str
        An address, or words.

    Examples
    --------
    >>> first_source("https://a.example ; a letter")
    'https://a.example'
    """
    return cell.partition(SEPARATOR)[0]


def addresses_in(cell: str) -> list[str]:
    """The web addresses of a cell; what is none is no link.

    Parameters
    ----------
    cell : str
        A cell as `source_url` has it.

    Returns
    -------
    list[str]
        Those that begin with ``http``.

    Examples
    --------
    >>> addresses_in("https://a.example ; a letter"), addresses_in("no address recorded")
    (['https://a.example'], [])
    """
    return [part for part in noted_sources(cell) if part.startswith(("http://", "https://"))]


def joined_sources(sources: Iterable[str]) -> str:
    """Sources as one cell, each once; what is empty is passed over.

    Parameters
    ----------
    sources : Iterable[str]
        Addresses, or words.

    Returns
    -------
    str
        A cell as `source_url` has it.

    Examples
    --------
    >>> joined_sources(["https://a.example", "", "https://b.example", "https://a.example"])
    'https://a.example ; https://b.example'
    """
    return SEPARATOR.join(dict.fromkeys(source for source in sources if source))
