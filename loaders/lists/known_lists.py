"""The lists of the field, recognised by their headings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from loaders.lists.clause_lists import datba, is_taped, items_read, provisions_read, taped
from loaders.lists.list_cells import key
from loaders.lists.list_readers import deep_agreements, desta, desta_dyads, gptad, tota, wto
from loaders.lists.listed_agreement import ListedAgreement
from loaders.lists.registry_list import internacia
from loaders.sheets.table_finder import SheetTable


@dataclass(frozen=True)
class KnownList:
    """A list with the headings by which its main table is known, and how its rows are read."""

    scheme: str
    says: str
    headings: tuple[str, ...]
    read: Callable[[Sequence[SheetTable], SheetTable], Iterator[ListedAgreement]]
    #: Where its headings are told by their shape and not by their words.
    fits: Callable[[SheetTable], bool] | None = None
    #: What people should look at who bring it: how its codes were read.
    notes: Callable[[SheetTable], tuple[str, ...]] | None = None

    def is_main(self, table: SheetTable) -> bool:
        """Whether a table is the main one of this list."""
        if self.fits is not None:
            return self.fits(table)
        return {key(its) for its in self.headings} <= {key(its) for its in table.headings}


def known_list(tables: Sequence[SheetTable]) -> tuple[KnownList, SheetTable] | None:
    """Which list the tables are, and its main table; None when they are none that is known."""
    for known in KNOWN:
        for table in tables:
            if known.is_main(table):
                return known, table
    return None


KNOWN = (
    KnownList(
        "tota",
        "Texts of Trade Agreements (ToTA)",
        ("treaty_identifier", "name", "date_signed", "date_into_force", "parties_wto"),
        tota,
    ),
    KnownList(
        "wb_dta",
        "the World Bank's Deep Trade Agreements",
        ("WBID", "Agreement", "Original signatories", "Date of Entry into Force (G)"),
        deep_agreements,
    ),
    KnownList(
        "wto_rta",
        "the WTO's RTA-IS",
        ("RTA ID", "RTA Name", "Original signatories", "Date of Signature (G)"),
        wto,
    ),
    KnownList(
        "desta", "DESTA", ("number", "base_treaty", "entry_type", "entryforceyear", "c1"), desta
    ),
    KnownList(
        "desta",
        "DESTA, by pairs of parties",
        ("number", "base_treaty", "entry_type", "entryforceyear", "iso1", "iso2"),
        desta_dyads,
    ),
    KnownList(
        "gptad",
        "the World Bank's GPTAD",
        ("Common.Name", "Membership", "Date.of.Signature", "Date.of.Entry.into.Force"),
        gptad,
    ),
    KnownList(
        "datba",
        "DATBA",
        (
            "treaty-name",
            "short-name",
            "date-signed",
            "date-effective",
            "parties",
            "provision-codes",
        ),
        datba,
        notes=provisions_read,
    ),
    KnownList("internacia", "internacia-db", ("id", "name", "blocktype", "founded"), internacia),
    KnownList("taped", "TAPED", (), taped, is_taped, items_read),
)
