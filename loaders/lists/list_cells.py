"""What readers of lists share: rows by heading, dates, and names of economies as codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pycountry

from graph_model.resolver import economy_code
from loaders.read.grids import ERRORS, is_nothing
from loaders.sheets.date_styles import Order, exact_date, read_date
from loaders.sheets.table_finder import SheetTable

NamedCells = Mapping[str, str]


def key(heading: str) -> str:
    """A heading as it is compared."""
    return re.sub(r"[^a-z0-9]+", "", heading.lower())


def rows(table: SheetTable) -> Iterator[tuple[int, NamedCells]]:
    """The rows of a table by heading; what stands for an empty cell is empty."""
    keys = [key(heading) for heading in table.headings]
    for number, cells in table.rows:
        yield number, {name: held(cell) for name, cell in zip(keys, cells, strict=True)}


def held(cell: str) -> str:
    """A cell without what stands for nothing, and without quotes around it."""
    text = " ".join(cell.split()).strip('" ')
    return "" if is_nothing(text) or text in ERRORS else text


def date_of(cell: str, order: Order | None = None) -> str:
    """A date as exact as it was written; empty where it is none."""
    read = read_date(cell) if cell else None
    return exact_date(read, order) if read else ""


def codes(names: Sequence[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Names of economies as codes, and those that are no economy for certain.

    >>> found, unknown = codes(["Korea, Republic of", "EU", "SACU", "Ruritania"])
    >>> sorted(found), unknown
    (['BWA', 'EUU', 'KOR', 'LSO', 'NAM', 'SWZ', 'ZAF'], ('Ruritania',))
    """
    found, unknown = set(), []
    for name in filter(None, (its.strip() for its in names)):
        if name in UNION_NAMES:
            found.add("EUU")
        elif code := economy_code(name) or economy_code(STYLED.sub("", name)):
            found.add(code.upper())
        elif group := next((its for its in GROUPS if re.search(rf"\b{its}\b", name)), ""):
            found.update(GROUPS[group].split())
        else:
            unknown.append(name)
    return frozenset(found), tuple(unknown)


def names_in(text: str) -> list[str]:
    """The names in a cell that parts them by commas, semicolons, brackets and "and"; an "and" that
    is part of a name stays.

    >>> names_in("CARICOM (Suriname and Trinidad and Tobago; Cuba), Peru and Chile")
    ['CARICOM', 'Suriname', 'Trinidad and Tobago', 'Cuba', 'Peru', 'Chile']
    """
    found: list[str] = []
    for piece in re.split(r"[,;()\n]", text):
        words = [its.strip(" .") for its in re.split(r"\band\b", piece)]
        while words:
            # the longest that is an economy, else one alone
            ends = range(len(words), 1, -1)
            end = next((at for at in ends if economy_code(" and ".join(words[:at]))), 1)
            found.append(" and ".join(words[:end]))
            words = words[end:]
    return [its for its in found if its]


#: How some lists write a state's style.
STYLED = re.compile(r"^The |, (the )?(Kingdom|State|Republic) of$")
#: Groups that some lists name in place of their members, who sign each for itself.
GROUPS = {
    "EFTA": "CHE ISL LIE NOR",
    "MERCOSUR": "ARG BRA PRY URY",
    "SACU": "BWA LSO NAM SWZ ZAF",
    "ASEAN": "BRN IDN KHM LAO MMR MYS PHL SGP THA VNM",
    "CARICOM": "ATG BHS BLZ BRB DMA GRD GUY HTI JAM KNA LCA MSR SUR TTO VCT",
    "CARIFORUM": "ATG BHS BLZ BRB DMA DOM GRD GUY JAM KNA LCA SUR TTO VCT",
    "EAEU": "ARM BLR KAZ KGZ RUS",
    "GCC": "ARE BHR KWT OMN QAT SAU",
}
UNION_NAMES = ("European Union", "EU", "European Communities", "EC", "European Community", "EUN")


#: Codes that ISO no longer lists, or never did.
OLD_CODES = {"530": "ANT", "175": "MYT", "900": "XKX", "890": "YUG", "200": "CSK", "891": "SCG"}


def numeric(code: str) -> str:
    """The alpha-3 code behind a numeric one; empty where there is none.

    >>> numeric("410"), numeric("900"), numeric("0")
    ('KOR', 'XKX', '')
    """
    whole = code.split(".")[0].zfill(3)
    country = pycountry.countries.get(numeric=whole)
    return str(country.alpha_3) if country else OLD_CODES.get(whole, "")


def table_with(tables: Sequence[SheetTable], *headings: str) -> SheetTable | None:
    """The first table that has all these headings."""
    wanted = {key(its) for its in headings}
    return next((its for its in tables if wanted <= {key(h) for h in its.headings}), None)


def own(cells: NamedCells, **names: str) -> dict[str, str]:
    """What a list says beside the facts that we have fields for, by the heading it shows."""
    return {said: cells[name] for name, said in names.items() if cells.get(name)}
