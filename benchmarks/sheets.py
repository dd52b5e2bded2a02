"""How long a sheet of 100,000 contacts takes from the file to its rows, and how much memory:
``python -m benchmarks.sheets [rows]``. Writing them is measured in `load_speed`.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from io import BytesIO

from openpyxl import Workbook

from loaders.import_plan import plan
from loaders.read.tables import SourceFile
from loaders.seeds import seed_snapshot
from loaders.sheets.row_keeper import ImportOptions

HEADINGS = ["Date", "Who", "With whom", "Topic", "How", "What came of it", "Owner"]


def made(rows: int) -> list[list[str]]:
    """A sheet of contacts over the opening data, the same at every run."""
    pick, snapshot = random.Random(1), seed_snapshot()
    members = [row.name for row in snapshot.of("Member")]
    delegations = [row.full_name for row in snapshot.of("Delegation")]
    issues = [row.name for row in snapshot.of("Issue")]
    return [
        [
            f"{pick.randint(1, 28)} May {pick.randint(2001, 2026)}",
            "; ".join(pick.sample(members, pick.randint(1, 2))),
            pick.choice(delegations),
            pick.choice(issues),
            pick.choice(["meeting", "Phone call", "email"]),
            f"What was said at contact {number}",
            pick.choice(["Ana", "Ben", ""]),
        ]
        for number in range(rows)
    ]


def workbook(rows: int) -> bytes:
    """The same as an Excel file."""
    book, data = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet("Contacts 2026")
    for line in (HEADINGS, *made(rows)):
        sheet.append(line)
    book.save(data)
    return data.getvalue()


def main() -> None:
    """Measure CSV and Excel in turn."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    form = sys.argv[2] if len(sys.argv) > 2 else "xlsx"
    before = seed_snapshot()
    if form == "xlsx":
        data = workbook(rows)
    else:
        lines = (",".join(f'"{cell}"' for cell in line) for line in (HEADINGS, *made(rows)))
        data = "\n".join(lines).encode()
    start_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start, busy = time.perf_counter(), time.process_time()
    found = plan(
        [SourceFile(f"contacts.{form}", data)],
        before,
        ImportOptions("contacts_2026", "2026-11-27"),
        {},
    )
    took, busy = time.perf_counter() - start, time.process_time() - busy
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(  # noqa: T201
        f"{form}: {rows:,} rows of the sheet, {len(found.made.rows):,} of the graph,"
        f" {len(found.problems)} problems, {len(found.questions)} asked: {took:.1f} s"
        f" ({busy:.1f} s of a core),"
        f" {most:,.0f} MB at most ({start_mb:,.0f} MB before)"
    )


if __name__ == "__main__":
    main()
