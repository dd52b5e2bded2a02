"""How the rows of four lists are read: Texts of Trade Agreements (ToTA), the WTO's RTA-IS with the
World Bank's Deep Trade Agreements in the same columns, DESTA, GPTAD.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from loaders.lists.list_cells import (
    NamedCells,
    codes,
    date_of,
    names_in,
    numeric,
    own,
    rows,
    table_with,
)
from loaders.lists.listed_agreement import ListedAgreement
from loaders.sheets.date_styles import styles
from loaders.sheets.table_finder import SheetTable


def tota(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
    """ToTA's agreements.csv with parties.csv beside it. "Original" parties are not always those at
    signature, and the European Union is named by its members and an empty code.
    """
    held: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    beside = table_with(tables, "treaty_identifier", "iso3", "list")
    for _, cells in rows(beside) if beside else ():
        code = cells["iso3"].upper()
        held[cells["treatyidentifier"], cells["list"]].add(code)
    for number, cells in rows(main):
        id = cells["treatyidentifier"]
        original, current = held[id, "original"], held[id, "current"]
        parties = frozenset((original or current) - {""})
        if not parties:
            parties = frozenset(current - {""})
        others = {"wto_rta": cells["wtortaid"]} if cells.get("wtortaid") else {}
        yield ListedAgreement(
            "tota",
            id,
            cells["name"],
            parties,
            date_of(cells["datesigned"]),
            date_of(cells["dateintoforce"]),
            "",
            others,
            cells.get("fulltexturl", ""),
            own(
                cells,
                status="Status (2017)",
                type="Type",
                hasecommercechapter="Chapter on e-commerce",
                language="Language",
            ),
            main.file,
            number,
        )


def wto(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
    """RTA-IS by its own numbers."""
    return _signatories("wto_rta", "rtaid", "rtaname", main)


def deep_agreements(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
    """The World Bank's Deep Trade Agreements: the columns of RTA-IS under numbers of its own. One
    bloc has several numbers over time (NAFTA 27, USMCA 291), each a treaty of its own.
    """
    return _signatories("wb_dta", "wbid", "agreement", main)


def _signatories(
    scheme: str, number: str, title: str, main: SheetTable
) -> Iterator[ListedAgreement]:
    """Signatories are parted by semicolons, for their names hold commas; an entry of a year 9999
    has not happened yet, and who joined later was no party at signature.
    """
    for place, found in rows(main):
        cells = defaultdict(str, found)
        names = (cells["originalsignatories"] or cells["currentsignatories"]).split(";")
        parties, unknown = codes(names)
        dates = [date_of(cells[name]) for name in ("dateofsignatureg", "dateofsignatures")]
        force = [date_of(cells[f"dateofentryintoforce{kind}"]) for kind in "gs"]
        yield ListedAgreement(
            scheme,
            cells[number],
            cells[title],
            parties,
            next(filter(None, dates), ""),
            min(filter(None, force), default=""),
            f"accession {cells[number]}" if cells["accession"].lower() == "yes" else "",
            {"wto_rta": cells["rtaid"]} if number != "rtaid" and cells["rtaid"] else {},
            "",
            own(
                cells,
                status="Status",
                type="Type",
                specificentryexitdates="Entry and exit of parties",
                remarks="Remarks",
                inactivedate="Inactive since",
            ),
            main.file,
            place,
            _spans(cells["specificentryexitdates"]),
            unknown,
        )


#: "Croatia(01-Jul-2013 - )" is an entry, "United Kingdom( - 31-Dec-2020)" an exit.
SPAN = re.compile(r"([^;()]+(?:\([A-Z]+\))?)\(\s*([\w-]*)\s+-\s*([\w-]*)\s*\)")


def _spans(text: str) -> tuple[tuple[str, str, str], ...]:
    """Entries and exits of parties; what has not happened yet (a year 9999) is none.

    >>> _spans("Croatia(01-Jul-2013 - );United Kingdom( - 31-Dec-2020);Chile(01-Jan-9999 - )")
    (('HRV', '2013-07-01', ''), ('GBR', '', '2020-12-31'))
    """
    found: list[tuple[str, str, str]] = []
    for name, since, until in SPAN.findall(text):
        parties, _ = codes([name])
        dates = (date_of(since), date_of(until))
        if any(dates) and "9999" not in since:
            found.extend((code, dates[0], dates[1]) for code in sorted(parties))
    return tuple(found)


def desta(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
    """DESTA: numeric codes in 91 columns; accessions, protocols and talks are rows of their own,
    tied to a base; years alone, and they stay years.
    """
    for number, cells in rows(main):
        found = (cells.get(f"c{place}", "") for place in range(1, 92))
        yield _of_desta(cells, [code for code in found if code], main.file, number)


def _of_desta(cells: NamedCells, said: Sequence[str], file: str, row: int) -> ListedAgreement:
    """An entry of DESTA with the numeric codes of its parties."""
    base = cells["entrytype"] == "base_treaty"
    return ListedAgreement(
        "desta",
        cells["number"],
        cells["name"],
        frozenset(iso for code in said if (iso := numeric(code))),
        date_of(cells["year"]),
        date_of(cells["entryforceyear"]),
        "" if base else cells["basetreaty"] or cells["number"],
        {},
        "",
        own(cells, entrytype="Kind of entry", language="Language", wtoname="Name at the WTO"),
        file,
        row,
        unknown=tuple(code for code in said if not numeric(code)),
    )


def desta_dyads(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
    """DESTA's list by pairs of parties: as many rows as a treaty has pairs, each with all that is
    said of the treaty.
    """
    first: dict[str, tuple[int, NamedCells]] = {}
    pairs: defaultdict[str, set[str]] = defaultdict(set)
    for place, cells in rows(main):
        first.setdefault(cells["number"], (place, cells))
        pairs[cells["number"]] |= {cells["iso1"], cells["iso2"]} - {""}
    for number, (place, cells) in first.items():
        yield _of_desta(cells, sorted(pairs[number]), main.file, place)


def gptad(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
    """GPTAD: dates with the month first, as the column as a whole tells; parties in one cell, with
    groups written out in brackets.
    """
    held = list(rows(main))
    cells_with_dates = [
        cells[key]
        for _, cells in held
        for key in ("dateofsignature", "dateofentryintoforce")
        if cells[key]
    ]
    order = styles(cells_with_dates).order or "month_first"
    for number, cells in held:
        names = names_in(re.sub(r"\\[rn]", " ", cells["membership"]))
        groups = {its for its in names if re.fullmatch(r"[A-Z]{3,9}", its)}
        parties, unknown = codes([its for its in names if its not in groups])
        yield ListedAgreement(
            "gptad",
            cells["commonname"],
            cells["commonname"],
            parties,
            date_of(cells["dateofsignature"], order),
            date_of(cells["dateofentryintoforce"], order),
            "",
            {},
            "",
            own(cells, type="Type", inforcestatus="Status"),
            main.file,
            number,
            unknown=unknown,
        )
