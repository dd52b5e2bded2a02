"""A number with what it counts: one of it is no many."""

from __future__ import annotations

import re

#: Of what is counted, the words for one.
ONE = {
    "accessions": "accession",
    "are": "is",
    "entries": "entry",
    "names": "name",
    "persons": "person",
    "protocols": "protocol",
    "rows": "row",
    "stand": "stands",
    "their": "its",
    "ties": "tie",
}
#: What stands within quotation marks is nobody's to change.
WORDS = re.compile(r"“[^”]*”|[a-z]+")


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    Parameters
    ----------
    number : int
        How many.
    one : str
        What one of them is called.
    many : str, optional
        What several are called; without, the same with an s.

    Returns
    -------
    str

    Examples
    --------
    >>> count(1, "meeting"), count(3, "delegation"), count(2, "body", "bodies")
    ('1 meeting', '3 delegations', '2 bodies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def counted(number: int, what: str) -> str:
    """A number with what it counts, as is said of many.

    Parameters
    ----------
    number : int
        How many.
    what : str
        A noun of many, with what is said of them.

    Returns
    -------
    str

    Examples
    --------
    >>> counted(2, "rows that are there already"), counted(1, "rows that are there already")
    ('2 rows that are there already', '1 row that is there already')
    >>> counted(1, "names under “Who are they” that are not ours")
    '1 name under “Who are they” that is not ours'
    """
    told = WORDS.sub(lambda word: ONE.get(word[0], word[0]), what) if number == 1 else what
    return f"{number:,} {told}"
