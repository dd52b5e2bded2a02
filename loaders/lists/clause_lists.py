"""Lists that say which clauses an agreement has: DATBA (its provision codes) and TAPED (its
numbered items). What they say is *reported*: the text was not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from graph_model.resolver import economy_code
from loaders.lists.list_cells import NamedCells, codes, date_of, key, names_in, own, rows
from loaders.lists.listed_agreement import Clause, ListedAgreement
from loaders.sheets.table_finder import SheetTable

#: DATBA's codes and the issues that they are about. Its "data barriers" are exceptions to the two
#: rules on where data and machines stand, so both stand under one issue.
PROVISIONS: Mapping[str, str] = {
    "ai_provisions": "ai",
    "cd_provisions": "customs_duties",
    "cl_provisions": "data_localisation",
    "cr_provisions": "cryptography",
    "db_exceptions": "policy_exceptions",
    "dl_provisions": "data_localisation",
    "ndt_provisions": "nondiscrimination",
    "ogd_provisions": "open_gov_data",
    "sc_provisions": "source_code",
    "ts_provisions": "e_signatures",
}
#: Words in the question of an item of TAPED, and the issue that it is about; the first that fits.
ITEMS: tuple[tuple[str, str], ...] = (
    (r"source code|algorithm", "source_code"),
    (r"financial data|financial information", "fin_data_localisation"),
    (r"locali[sz]ation|computing facilit", "data_localisation"),
    (
        r"data flows?|free flow|transfer of (information|data)|cross.?border (data|information)",
        "cross_border_data",
    ),
    (r"data prot|personal (data|information)|privacy", "personal_data"),
    (r"customs dut", "customs_duties"),
    (r"non.?discriminat|most.?favou?red|national treatment", "nondiscrimination"),
    (r"unsolicited|spam", "spam"),
    (r"consumer", "consumer"),
    (r"paperless|single window", "paperless"),
    (r"authentication|e.?signature|electronic signature|trust services?", "e_signatures"),
    (r"e.?invoic|electronic invoic", "e_invoicing"),
    (r"e.?payment|electronic payment", "e_payments"),
    (r"electronic (contract|transaction)|e.?contract|uncitral", "e_transactions"),
    (r"cyber.?security", "cybersecurity"),
    (r"encryption|cryptograph", "cryptography"),
    (r"net neutrality|access to (and use of )?the internet|open internet", "open_internet"),
    (r"open government|government data", "open_gov_data"),
    (r"artificial intelligence", "ai"),
    (r"digital identit", "digital_identities"),
    (r"domain name", "domain_names"),
    (r"service provider|intermediar", "isp_liability"),
    (r"technological (protection )?measures|\btpm", "tpm"),
    (r"submarine|cable", "submarine_cables"),
    (r"\bsmes?\b|small and medium", "sme"),
    (r"inclusion", "digital_inclusion"),
    (r"cooperation", "cooperation"),
)
#: The number before the question of an item ("2.2 Data localization ban"), or behind its short
#: name, as some releases write it ("data_free_flow_prov_2_2_1", "data_flow_outside2_3_1").
ITEM = re.compile(
    r"^\s*(?P<before>\d+(?:\.\d+)+)\.?\s*(?P<question>.*)"
    r"|^\s*(?P<name>[a-z][a-z_]*?)_?(?P<behind>\d+(?:_\d+)+)\s*$",
    re.DOTALL | re.IGNORECASE,
)
#: So many numbered headings, and a table is one of items.
MANY = 5
#: What stands in a cell of an item where the agreement has none of it.
NONE = ("", "0", "no", "n", "-")
TITLES = ("Short Title", "Title", "Agreement", "Agreement Name", "Name", "Long Title")
SIGNED = (
    "Date of Signature",
    "Date Signed",
    "Signed",
    "Signature",
    "Year of Signature",
    "Year Signed",
    "Year",
)
FORCE = (
    "Date of Entry into Force",
    "Entry into Force",
    "Date into Force",
    "In Force",
    "Date in Force",
)
PARTIES = ("Parties", "Countries", "Signatories", "Members", "Party")
NUMBERS = ("TAPED ID", "TAPED Number", "No.", "No", "Number", "ID", "#")


def datba(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
    """DATBA: a line per agreement, known by its short name; a code per kind of clause."""
    coded = frozenset(PROVISIONS.values())
    for number, cells in rows(main):
        parties, unknown = codes(cells["parties"].split(";"))
        said = [its.strip() for its in cells["provisioncodes"].split(";") if its.strip()]
        clauses = {
            PROVISIONS[code]: Clause(PROVISIONS[code]) for code in said if code in PROVISIONS
        }
        yield ListedAgreement(
            "datba",
            cells["shortname"] or cells["treatyname"],
            cells["treatyname"],
            parties,
            date_of(cells["datesigned"]),
            date_of(cells["dateeffective"]),
            own=own(
                cells,
                status="Status",
                agreementtype="Type",
                agreementsubtype="Kind",
                provisioncodes="Provision codes",
            ),
            file=main.file,
            row=number,
            unknown=unknown,
            clauses=tuple(clauses.values()),
            coded=coded,
        )


def provisions_read(main: SheetTable) -> tuple[str, ...]:
    """How DATBA's codes are read."""
    told = "; ".join(f"{code} as {issue}" for code, issue in PROVISIONS.items())
    return (f"provision codes come in as reported clauses: {told}",)


def items_read(main: SheetTable) -> tuple[str, ...]:
    """Which items of TAPED were read as which issue, and which were not."""
    items = items_of(main).values()
    told = "; ".join(f"{item} as {issue}" for item, issue in items if issue)
    left = ", ".join(item for item, issue in items if not issue)
    notes = [f"items come in as reported clauses: {told}"] if told else []
    notes += [f"items of which no word tells the issue stay out: {left}"] if left else []
    return tuple(notes)


def is_taped(table: SheetTable) -> bool:
    """Whether a table is one of numbered items by agreement, with its title and its signature."""
    keys = {key(heading) for heading in table.headings}
    return (
        sum(bool(ITEM.match(heading)) for heading in table.headings) >= MANY
        and bool(keys & {key(its) for its in TITLES})
        and bool(keys & {key(its) for its in SIGNED})
    )


def items_of(table: SheetTable) -> dict[str, tuple[str, str]]:
    """The items of a table of TAPED: by heading as it is compared, its number and its issue (empty
    where no word of it tells one).
    """
    found = {}
    for heading in table.headings:
        if told := ITEM.match(heading):
            number = told["before"] or told["behind"].replace("_", ".")
            words = (told["question"] or (told["name"] or "").replace("_", " ")).lower()
            issue = next((code for fits, code in ITEMS if re.search(rf"{fits}", words)), "")
            found[key(heading)] = (number, issue)
    return found


def taped(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
    """TAPED: a line per agreement, a column per numbered item. Its releases grade in two ways (yes
    or no; soft, mixed or hard), so that no strength is taken from it.
    """
    items = items_of(main)
    coded = frozenset(issue for _, issue in items.values() if issue)
    for number, cells in rows(main):
        title = _first(cells, TITLES)
        several = [cells[name] for name in cells if re.fullmatch(r"(party|country)\d+", name)]
        parties, unknown = codes(several or _parties(_first(cells, PARTIES)))
        articles: dict[str, list[str]] = {}
        for name, (item, issue) in items.items():
            if issue and cells[name].lower() not in NONE:
                articles.setdefault(issue, []).append(item)
        yield ListedAgreement(
            "taped",
            _first(cells, NUMBERS) or title,
            title,
            parties,
            date_of(_first(cells, SIGNED)),
            date_of(_first(cells, FORCE)),
            file=main.file,
            row=number,
            unknown=unknown,
            clauses=tuple(
                Clause(issue, f"TAPED item {', '.join(found)}") for issue, found in articles.items()
            ),
            coded=coded,
        )


def _parties(cell: str) -> list[str]:
    """The parties in a cell, parted by semicolons; commas and brackets part only what is no name.

    >>> _parties("Korea, Republic of; Chile"), _parties("EFTA (CHE, NOR); SGP")
    (['Korea, Republic of', 'Chile'], ['EFTA', 'CHE', 'NOR', 'SGP'])
    """
    found: list[str] = []
    for piece in filter(None, (its.strip() for its in re.split(r"[;|]", cell))):
        found += [piece] if economy_code(piece) else names_in(piece)
    return found


def _first(cells: NamedCells, names: Sequence[str]) -> str:
    return next((cells[key(its)] for its in names if cells.get(key(its))), "")
