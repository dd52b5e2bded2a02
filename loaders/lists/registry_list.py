"""internacia-db, a registry of international bodies and trade agreements, as JSON lines or as
CSV.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pycountry

from loaders.lists.list_cells import GROUPS, date_of, own, rows, table_with
from loaders.lists.listed_agreement import ListedAgreement
from loaders.sheets.table_finder import SheetTable

#: Its kinds of entries that are trade agreements; all else it holds is no agreement of ours.
TRADE = frozenset({"fta", "pta", "rta", "customs", "trade_agreement", "dea", "psa"})
MEMBER = ("member", "former_member", "founding_member", "party", "signatory", "")


def internacia(tables: Sequence[SheetTable], main: SheetTable) -> Iterator[ListedAgreement]:
    """Trade agreements alone. What it calls "founded" may be the signature or the entry into force,
    so it tells the year and no date; who joined later is no party at signature.
    """
    beside = table_with(tables, "intblock_id", "country_code", "include_type", "status")
    members: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for _, cells in rows(beside) if beside else ():
        members[cells["intblockid"]].append(
            {
                "id": cells["countrycode"],
                "status": cells["status"],
                "joined": cells.get("joined", ""),
                "left": cells.get("left", ""),
            }
        )
    for number, cells in rows(main):
        kinds = {its.lower() for its in _list(cells["blocktype"])}
        founded = date_of(cells.get("founded", ""))
        included = _list(cells.get("includes", "")) or members[cells["id"]]
        parties, spans, unknown = _parties(
            [its for its in included if isinstance(its, Mapping)], founded
        )
        yield ListedAgreement(
            "internacia",
            cells["id"],
            cells["name"],
            parties,
            others={"wikidata": cells["wikidataid"]} if cells.get("wikidataid") else {},
            own=own(
                cells,
                founded="Founded (signature or entry into force)",
                status="Status",
                dissolved="Dissolved",
                provisionalapplication="Provisional application",
            ),
            file=main.file,
            row=number,
            spans=tuple(spans),
            unknown=tuple(unknown),
            year=founded[:4],
            aside="" if kinds & TRADE else "entries that are no trade agreement, left out",
        )


def _list(cell: str) -> list[Any]:
    """A cell that holds a list: as JSON, or parted by bars or semicolons.

    >>> _list('["fta"]'), _list("fta; pta"), _list("")
    (['fta'], ['fta', 'pta'], [])
    """
    if cell.startswith("["):
        try:
            return list(json.loads(cell))
        except ValueError:
            return []
    return [its.strip() for its in cell.replace("|", ";").split(";") if its.strip()]


def _parties(
    included: Sequence[Mapping[str, Any]], founded: str
) -> tuple[frozenset[str], list[tuple[str, str, str]], list[str]]:
    """Who was a party at first, from when to when others were, and what is no economy."""
    first, spans, unknown = set(), [], []
    for its in included:
        if str(its.get("status") or "") not in MEMBER:
            continue
        id = str(its.get("id", ""))
        joined, left = date_of(str(its.get("joined") or "")), date_of(str(its.get("left") or ""))
        found = _codes_of(id)
        if not found:
            unknown.append(str(its.get("name") or id))
        if joined or left:
            spans += [(code, joined, left) for code in found]
        if not joined or not founded or joined[:4] <= founded[:4]:
            first.update(found)
    return frozenset(first), spans, unknown


def _codes_of(id: str) -> list[str]:
    if id == "EU":
        return ["EUU"]
    country = pycountry.countries.get(alpha_2=id)
    return [str(country.alpha_3)] if country else GROUPS.get(id, "").split()
