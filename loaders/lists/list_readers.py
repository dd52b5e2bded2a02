"""The lists of the field, recognised by their headings: Texts of Trade Agreements (ToTA), the WTO's
RTA-IS, DESTA, the World Bank's GPTAD and DTA, TAPED, DATBA, internacia-db.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pycountry

from loaders.lists.listed_agreement import ListedAgreement
from loaders.read.grids import ERRORS, NOTHING
from loaders.sheets.date_styles import Order, exact_date, read_date, styles
from loaders.sheets.name_index import economy_code
from loaders.sheets.table_finder import SheetTable

Cells = Mapping[str, str]


@dataclass(frozen=True)
class KnownList:
    """A list with the headings by which its main table is known, and how its rows are read."""

    scheme: str
    says: str
    headings: tuple[str, ...]
    read: Callable[[Sequence[SheetTable], SheetTable], Iterator[ListedAgreement]]
    #: Whether a real file of it was at hand to try it with.
    tried: bool = True


def known_list(tables: Sequence[SheetTable]) -> tuple[KnownList, SheetTable] | None:
    """Which list the tables are, and its main table; None when they are none that is known."""
    for known in KNOWN:
        for table in tables:
            if {_key(its) for its in known.headings} <= {_key(its) for its in table.headings}:
                return known, table
    return None


def _key(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", heading.lower())


def rows(table: SheetTable) -> Iterator[tuple[int, Cells]]:
    """The rows of a table by heading; what stands for an empty cell is empty."""
    keys = [_key(heading) for heading in table.headings]
    for number, cells in table.rows:
        yield number, {key: _held(cell) for key, cell in zip(keys, cells, strict=True)}


def _held(cell: str) -> str:
    text = " ".join(cell.split()).strip('" ')
    return "" if text.lower() in NOTHING or text in ERRORS else text


def _date(cell: str, order: Order | None = None) -> str:
    read = read_date(cell) if cell else None
    return exact_date(read, order) if read else ""


def _codes(names: Sequence[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Names of economies as codes, and those that are no economy for certain."""
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


#: How some lists write a state's style.
STYLED = re.compile(r"^The |, (the )?(Kingdom|State|Republic) of$")
#: Groups that some lists name in place of their members, who sign each for itself.
GROUPS = {
    "EFTA": "CHE ISL LIE NOR",
    "MERCOSUR": "ARG BRA PRY URY",
    "SACU": "BWA LSO NAM SWZ ZAF",
    "ASEAN": "BRN IDN KHM LAO MMR MYS PHL SGP THA VNM",
    "EAEU": "ARM BLR KAZ KGZ RUS",
    "GCC": "ARE BHR KWT OMN QAT SAU",
}
UNION_NAMES = ("European Union", "EU", "European Communities", "EC", "European Community", "EUN")


def _table(tables: Sequence[SheetTable], *headings: str) -> SheetTable | None:
    wanted = {_key(its) for its in headings}
    return next((its for its in tables if wanted <= {_key(h) for h in its.headings}), None)


# ---------------------------------------------------------------- the lists


def _tota(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
    """ToTA's agreements.csv with parties.csv beside it. "Original" parties are not always those at
    signature, and the European Union is named by its members and an empty code.
    """
    held: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    beside = _table(tables, "treaty_identifier", "iso3", "list")
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
            _date(cells["datesigned"]),
            _date(cells["dateintoforce"]),
            "",
            others,
            cells.get("fulltexturl", ""),
            _own(
                cells,
                status="Status (2017)",
                type="Type",
                hasecommercechapter="Chapter on e-commerce",
                language="Language",
            ),
            main.file,
            number,
        )


def _wto(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
    """RTA-IS: signatories are parted by semicolons, for their names hold commas; an entry of a year
    9999 has not happened yet, and who joined later was no party at signature.
    """
    for number, cells in rows(main):
        names = (cells["originalsignatories"] or cells["currentsignatories"]).split(";")
        parties, unknown = _codes(names)
        dates = [_date(cells[key]) for key in ("dateofsignatureg", "dateofsignatures")]
        force = [_date(cells[key]) for key in ("dateofentryintoforceg", "dateofentryintoforces")]
        accession = cells.get("accession", "").lower() == "yes"
        yield ListedAgreement(
            "wto_rta",
            cells["rtaid"],
            cells["rtaname"],
            parties,
            next(filter(None, dates), ""),
            min(filter(None, force), default=""),
            f"accession {cells['rtaid']}" if accession else "",
            {},
            "",
            _own(
                cells,
                status="Status",
                type="Type",
                specificentryexitdates="Entry and exit of parties",
                remarks="Remarks",
                inactivedate="Inactive since",
            ),
            main.file,
            number,
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
        codes, _ = _codes([name])
        dates = (_date(since), _date(until))
        if any(dates) and "9999" not in since:
            found.extend((code, dates[0], dates[1]) for code in sorted(codes))
    return tuple(found)


def _desta(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
    """DESTA: numeric codes in 91 columns; accessions, protocols and talks are rows of their own,
    tied to a base; years alone, and they stay years.
    """
    for number, cells in rows(main):
        parties, unknown = set(), []
        for place in range(1, 92):
            code = cells.get(f"c{place}", "")
            if code and (iso := _numeric(code)):
                parties.add(iso)
            elif code:
                unknown.append(code)
        base = cells["entrytype"] == "base_treaty"
        yield ListedAgreement(
            "desta",
            cells["number"],
            cells["name"],
            frozenset(parties),
            _date(cells["year"]),
            _date(cells["entryforceyear"]),
            "" if base else cells["basetreaty"] or cells["number"],
            {},
            "",
            _own(cells, entrytype="Kind of entry", language="Language", wtoname="Name at the WTO"),
            main.file,
            number,
            unknown=tuple(unknown),
        )


#: Codes that ISO no longer lists, or never did.
OLD_CODES = {"530": "ANT", "175": "MYT", "900": "XKX", "890": "YUG", "200": "CSK", "891": "SCG"}


def _numeric(code: str) -> str:
    whole = code.split(".")[0].zfill(3)
    country = pycountry.countries.get(numeric=whole)
    return str(country.alpha_3) if country else OLD_CODES.get(whole, "")


def _gptad(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
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
        text = re.sub(r"\\[rn]", " ", cells["membership"])
        text = re.sub(r"\band\b", ",", text)
        names = [its.strip(" .") for its in re.split(r"[,()]", text)]
        groups = {its for its in names if re.fullmatch(r"[A-Z]{3,9}", its)}
        parties, unknown = _codes([its for its in names if its not in groups])
        yield ListedAgreement(
            "gptad",
            cells["commonname"],
            cells["commonname"],
            parties,
            _date(cells["dateofsignature"], order),
            _date(cells["dateofentryintoforce"], order),
            "",
            {},
            "",
            _own(cells, type="Type", inforcestatus="Status"),
            main.file,
            number,
            unknown=unknown,
        )


def _columns(
    scheme: str,
    number: Sequence[str],
    title: Sequence[str],
    signed: Sequence[str],
    force: Sequence[str],
    parties: Sequence[str],
    others: Mapping[str, Sequence[str]],
) -> Callable[[Sequence[SheetTable], SheetTable], Iterator[ListedAgreement]]:
    """A reader for a list with a row per agreement, by the names that its columns may have."""

    def read(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
        for place, cells in rows(main):

            def first(names: Sequence[str], cells: Cells = cells) -> str:
                return next((cells[_key(its)] for its in names if cells.get(_key(its))), "")

            found, unknown = _codes(
                re.split(r"[;|]|,(?! (?:Rep|China|Dem|Arab|Islamic))", first(parties))
            )
            elsewhere = {its: first(names) for its, names in others.items() if first(names)}
            yield ListedAgreement(
                scheme,
                first(number) or first(title),
                first(title),
                found,
                _date(first(signed)),
                _date(first(force)),
                "",
                elsewhere,
                "",
                {},
                main.file,
                place,
                unknown=unknown,
            )

    return read


def _own(cells: Cells, **names: str) -> dict[str, str]:
    return {said: cells[key] for key, said in names.items() if cells.get(key)}


KNOWN = (
    KnownList(
        "tota",
        "Texts of Trade Agreements (ToTA)",
        ("treaty_identifier", "name", "date_signed", "date_into_force", "parties_wto"),
        _tota,
    ),
    KnownList(
        "wto_rta",
        "the WTO's RTA-IS",
        ("RTA ID", "RTA Name", "Original signatories", "Date of Signature (G)"),
        _wto,
    ),
    KnownList(
        "desta", "DESTA", ("number", "base_treaty", "entry_type", "entryforceyear", "c1"), _desta
    ),
    KnownList(
        "gptad",
        "the World Bank's GPTAD",
        ("Common.Name", "Membership", "Date.of.Signature", "Date.of.Entry.into.Force"),
        _gptad,
    ),
    KnownList(
        "wb_dta",
        "the World Bank's Deep Trade Agreements",
        ("WBID", "Agreement"),
        _columns(
            "wb_dta",
            ("WBID", "id_agree"),
            ("Agreement", "Name"),
            ("Date of Signature", "Signature", "Date of Signature (G)"),
            ("Date of Entry into Force", "entry_force", "Date of Entry into Force (G)"),
            ("Original signatories", "Current signatories", "Parties"),
            {"wto_rta": ("RTA ID", "WTO ID", "RTAID")},
        ),
        tried=False,
    ),
    KnownList(
        "taped",
        "TAPED",
        ("Long Title", "Short Title", "Date of signature"),
        _columns(
            "taped",
            ("No.", "ID", "Number"),
            ("Short Title", "Long Title"),
            ("Date of signature",),
            ("Date of entry into force", "Entry into force"),
            ("Parties", "Countries"),
            {},
        ),
        tried=False,
    ),
    KnownList(
        "datba",
        "DATBA",
        ("agreement", "parties", "date signed", "datba id"),
        _columns(
            "datba",
            ("datba id", "id"),
            ("agreement", "agreement name"),
            ("date signed", "signed"),
            ("date in force", "in force"),
            ("parties",),
            {"wto_rta": ("wto rta id",)},
        ),
        tried=False,
    ),
    KnownList(
        "internacia",
        "internacia-db",
        ("id", "name", "members", "founded"),
        _columns(
            "internacia",
            ("id",),
            ("name",),
            ("founded",),
            (),
            ("members",),
            {"wikidata": ("wikidata_id",)},
        ),
        tried=False,
    ),
)
