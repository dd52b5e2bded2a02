"""Which entry of the graph a cell means, remembered for all its rows."""

from __future__ import annotations

import gettext
import re
from collections import defaultdict
from functools import cache

import pycountry

from graph_model.resolver import Resolution, resolve_name
from graph_model.rows import NodeRow
from graph_model.search import folded_text, own_names
from graph_model.snapshot import Snapshot

HARD = re.compile(r"\s*[;|\n]\s*")
SOFT = re.compile(r"\s*(?:,|/|&|\+|\band\b|\bwith\b|\bet\b|\by\b|\be\b)\s*", re.IGNORECASE)
#: An acronym with a point behind each letter.
INITIALS = re.compile(r"(?:\w\.){2,}\w?")
#: So many names that nobody knows are looked up with their nearest; for more the search takes long.
MISSES = 3_000


class NameIndex:
    """The names of a graph, and those that the files themselves bring."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._exact: defaultdict[str, set[str]] = defaultdict(set)
        self._labels: dict[str, str] = {}
        self._found: dict[tuple[str, tuple[str, ...]], Resolution] = {}
        self._parted: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
        self._misses = 0
        for row in snapshot.nodes.values():
            self._keep(row)

    def _keep(self, row: NodeRow, *more: str) -> None:
        self._labels[row.id] = row.label
        names = (row.full_name, row.text("iso3"), *own_names(self.snapshot, row))
        for text in (row.id, *names, *more):
            if text:
                self._exact[_key(text)].add(row.id)

    def bring(self, row: NodeRow, *more: str) -> None:
        """A row that the files bring, under its names and what else they call it."""
        self._keep(row, *more)
        self._found.clear()
        self._parted.clear()

    def label(self, id: str) -> str:
        """The label of an entry; empty when there is none."""
        return self._labels.get(id, "")

    def meant(self, text: str, labels: tuple[str, ...]) -> Resolution:
        """The entry that a text means for certain, or the nearest ones."""
        key = (text, labels)
        if key not in self._found:
            self._found[key] = self._look(text, labels)
        return self._found[key]

    def _exactly(self, text: str, labels: tuple[str, ...]) -> list[str]:
        same = [id for id in self._exact.get(_key(text), ()) if self._labels[id] in labels]
        if not same and INITIALS.fullmatch(text):
            letters = self._exact.get(_key(text.replace(".", "")), ())
            same = [id for id in letters if self._labels[id] in labels]
        if not same and "Economy" in labels and (code := economy_code(text)):
            same = [id for id in self._exact.get(code, ()) if self._labels[id] == "Economy"]
        return sorted(same)

    def _look(self, text: str, labels: tuple[str, ...]) -> Resolution:
        same = self._exactly(text, labels)
        if len(same) == 1:
            return Resolution(same[0])
        self._misses += 1
        if self._misses > MISSES:
            return Resolution("", tuple(same))
        there = resolve_name(self.snapshot, text, *labels)
        return Resolution(there.id, tuple(dict.fromkeys((*same, *there.near))))

    def known(self, text: str, labels: tuple[str, ...]) -> bool:
        """Whether a text is exactly the name of one entry of these labels."""
        return len(self._exactly(text, labels)) == 1

    def parts(self, text: str, labels: tuple[str, ...]) -> tuple[str, ...]:
        """The names in a cell: itself where it is one that is known, else what stands between
        semicolons, bars and line ends, and between commas and "and" where that gives known names.
        """
        key = (text, labels)
        if key not in self._parted:
            self._parted[key] = self._part(text, labels)
        return self._parted[key]

    def _part(self, text: str, labels: tuple[str, ...]) -> tuple[str, ...]:
        if self.known(text, labels):
            return (text,)
        found: list[str] = []
        for piece in filter(None, HARD.split(text)):
            soft = [part for part in SOFT.split(piece) if part]
            known = sum(self.known(part, labels) for part in soft) if len(soft) > 1 else 0
            whole = self.known(piece, labels)
            found.extend(soft if not whole and known and known >= len(soft) / 2 else [piece])
        return tuple(dict.fromkeys(found))


def _key(text: str) -> str:
    return " ".join(folded_text(text).split())


def economy_code(text: str) -> str:
    """The alpha-3 code, in small letters, of an economy under its exact name or code; empty where
    nothing is exact. Nearness decides nothing here: "UK" would be Ukraine.

    >>> [economy_code(name) for name in ("UK", "Czech Republic", "Korea, Rep.", "Chine", "Alemania")]
    ['gbr', 'cze', 'kor', 'chn', 'deu']
    >>> economy_code("Southern African Customs Union"), economy_code("Hong Kong, China")
    ('', 'hkg')
    """
    key = _key(text)
    return _codes().get(key, "") or CURATED.get(key, "")


@cache
def _codes() -> dict[str, str]:
    """Codes and names of ISO 3166, in English, French and Spanish."""
    found: dict[str, str] = {}
    spoken = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language])
        for language in ("fr", "es")
    ]
    for country in pycountry.countries:
        names = {country.name, getattr(country, "official_name", "")}
        names |= {getattr(country, "common_name", "")}
        names |= {its.gettext(name) for its in spoken for name in names if name}
        names |= {country.alpha_2, country.alpha_3, country.numeric}
        found.update({_key(name): country.alpha_3.lower() for name in names if name})
    return found


def _curated() -> dict[str, str]:
    """Spellings of the field, of the WTO and of the World Bank."""
    told = """
    gbr: uk; great britain; britain
    usa: us; u.s.; u.s.a.; united states of america; ee.uu.; etats-unis
    kor: korea; south korea; korea, rep.; korea, republic of; rep. of korea; republic of korea
    prk: north korea; korea, dem. people's rep.
    hkg: hong kong, china; hong kong sar, china; hong kong
    twn: chinese taipei; taiwan; taiwan, china; separate customs territory of taiwan
    mac: macao, china; macau; macau, china
    cze: czech republic; czechia
    chn: china, people's republic of; people's republic of china; pr china
    tur: turkey
    civ: ivory coast; cote d ivoire; cote d'ivoire
    cod: congo, dem. rep.; democratic republic of the congo; dr congo; zaire
    cog: congo, rep.
    vnm: vietnam; viet nam
    rus: russia; russian federation
    irn: iran; iran, islamic rep.
    egy: egypt, arab rep.
    ven: venezuela, rb; venezuela; venezuela, bolivarian republic of
    bol: bolivia; bolivia, plurinational state of
    mda: moldova; moldova, republic of
    tza: tanzania
    lao: lao pdr; laos
    syr: syria
    brn: brunei; brunei darussalam
    mkd: macedonia; north macedonia; fyr macedonia
    lby: libyan arab jamahiriya
    tcd: tchad
    cpv: cape verde
    swz: swaziland
    pse: palestine; palestinian authority
    fro: faroe islands; faeroe islands
    kgz: kyrgyz republic
    svk: slovak republic
    are: uae
    """
    found = {}
    for line in re.split(r"\n    (?=[a-z]{3}:)", told.strip()):
        code, _, names = line.strip().partition(": ")
        for name in names.split(";"):
            found[_key(name)] = code
    return found


CURATED = _curated()
