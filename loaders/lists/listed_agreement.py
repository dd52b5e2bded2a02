"""One entry of a list of agreements that others keep, whatever its file looks like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: The European Union, and from when to when each economy was a member of it.
UNION = "EUU"
MEMBERS: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(["BEL", "DEU", "FRA", "ITA", "LUX", "NLD"], (1958, 9999)),
    **dict.fromkeys(["DNK", "IRL"], (1973, 9999)),
    "GBR": (1973, 2020),
    "GRC": (1981, 9999),
    **dict.fromkeys(["ESP", "PRT"], (1986, 9999)),
    **dict.fromkeys(["AUT", "FIN", "SWE"], (1995, 9999)),
    **dict.fromkeys(
        ["CYP", "CZE", "EST", "HUN", "LVA", "LTU", "MLT", "POL", "SVK", "SVN"], (2004, 9999)
    ),
    **dict.fromkeys(["BGR", "ROU"], (2007, 9999)),
    "HRV": (2013, 9999),
}
#: So many of its members of the day, and the union itself is a party.
MOST = 0.8


@dataclass(frozen=True)
class Clause:
    """A clause that a list says an agreement has: the id of its issue, and where the list has
    it.
    """

    issue: str
    place: str = ""


@dataclass(frozen=True)
class ListedAgreement:
    """What a list says of one agreement. `parties` are ISO codes at signature; `others` are its
    numbers in further lists; `part_of` is the number of its base where it is no agreement itself.
    """

    scheme: str
    number: str
    title: str
    parties: frozenset[str] = frozenset()
    signed: str = ""
    in_force: str = ""
    part_of: str = ""
    others: Mapping[str, str] = field(default_factory=dict)
    source_url: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    row: int = 0
    #: From when to when a party was one, where the list says so: (code, since, until).
    spans: tuple[tuple[str, str, str], ...] = ()
    #: Names of parties that are no economy for certain.
    unknown: tuple[str, ...] = ()
    #: Its year, where the list says neither when it was signed nor when it entered into force.
    year: str = ""
    #: The clauses that the list says it has, and all the issues that the list looks at.
    clauses: tuple[Clause, ...] = ()
    coded: frozenset[str] = frozenset()
    #: Why it is left out, in words for the count; empty for what comes in.
    aside: str = ""


def folded(parties: frozenset[str], year: int) -> frozenset[str]:
    """The parties with the members of the European Union of that year as the union.

    >>> sorted(folded(frozenset("BEL DEU FRA ITA LUX NLD CHE".split()), 1960))
    ['CHE', 'EUU']
    >>> sorted(folded(frozenset({"DEU", "CHE"}), 1960))
    ['CHE', 'DEU']
    """
    inside = {code for code, (since, until) in MEMBERS.items() if since <= year <= until}
    # lists of today name today's members also for agreements of long ago
    ever = parties & MEMBERS.keys()
    if UNION in parties or (inside and len(parties & inside) >= MOST * len(inside)):
        return (parties - ever) | {UNION}
    return parties


def year_of(text: str) -> int:
    """The year of a date; 0 where there is none."""
    return int(text[:4]) if text[:4].isdigit() else 0
