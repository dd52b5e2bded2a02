"""Whose words a source is, by its address: one table of sites says it for all rows.

``source_kinds.csv`` beside this module lists sites (``host``, or ``host/path`` where one site holds
several kinds) and the kind of each. The kind of a row is that of its strongest source.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from graph_model.source_addresses import noted_sources
from graph_model.vocabulary import SOURCE_KINDS


@cache
def known_sites() -> dict[str, str]:
    """Each site of the table with its kind."""
    text = files("graph_model").joinpath("source_kinds.csv").read_text(encoding="utf-8")
    return {row["host"]: row["kind"] for row in csv.DictReader(text.splitlines())}


def kind_of_address(address: str) -> str:
    """The kind of one address, by the longest entry of the table that fits; empty when none does.

    Parameters
    ----------
    address : str
        A web address.

    Returns
    -------
    str
        One of `SOURCE_KINDS`.

    Examples
    --------
    >>> kind_of_address("https://www.wto.org/english/news_e/news.htm")
    'official_page'
    >>> kind_of_address("https://nowhere.example/a")
    ''
    """
    sites, parts = known_sites(), urlsplit(address)
    host = parts.netloc.lower().removeprefix("www.")
    path = host + parts.path.lower()
    inside = [site for site in sites if "/" in site and path.startswith(site)]
    if inside:
        return sites[max(inside, key=len)]

    while host:
        if host in sites:
            return sites[host]
        host = host.partition(".")[2]
    return ""


def kind_of_sources(addresses: str) -> str:
    """The kind of a row whose sources are given as in its `source_url`: the strongest of them.

    Parameters
    ----------
    addresses : str
        A cell as `source_url` has it.

    Returns
    -------
    str
        One of `SOURCE_KINDS`; empty where none is known.

    Examples
    --------
    >>> kind_of_sources("https://github.com/a/b ; https://www.wto.org/c")
    'official_page'
    """
    kinds = {kind_of_address(address) for address in noted_sources(addresses)}
    return next((kind for kind in SOURCE_KINDS if kind in kinds), "")
