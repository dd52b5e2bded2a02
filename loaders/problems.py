"""What can be wrong with a file, a header, a row or a cell. A problem is a value, never an
exception and never a log line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loaders.csv_text import csv_text

#: A screen or terminal shows this many; the report file holds them all.
SHOWN = 200


@dataclass(frozen=True)
class ProblemCode:
    """A kind of problem, with an example of a sentence that reports it (``docs/problems.md`` is
    generated from these).
    """

    code: str
    title: str
    example: str


CODES = {
    kind.code: kind
    for kind in (
        ProblemCode(
            "file-missing",
            "The file or folder does not exist",
            "there is no file or folder of that name; check the spelling",
        ),
        ProblemCode(
            "file-unreadable",
            "The file cannot be opened",
            "permission denied; allow reading it and try again",
        ),
        ProblemCode(
            "file-empty",
            "The file has no header",
            "the file is empty; a template is one click or `linkages template` away",
        ),
        ProblemCode(
            "file-too-large",
            "The file is over the limit",
            "200 MB is over the limit of 100 MB; split the file",
        ),
        ProblemCode(
            "file-truncated",
            "The file ends in the middle",
            "the file ends inside a quoted cell; save or copy it again",
        ),
        ProblemCode(
            "no-known-file",
            "A folder without a file of ours",
            "no file here is named after a label or relationship type",
        ),
        ProblemCode(
            "unknown-file",
            "A file or sheet that no type is named after",
            "'membr' is no label or relationship type; did you mean 'member'?",
        ),
        ProblemCode(
            "no-table",
            "A file of which nothing can be taken",
            "no sheet here is one of ours (Sheet1, Lists); name a sheet after a type",
        ),
        ProblemCode(
            "unknown-graph",
            "A graph file that cannot be read",
            "this graph file cannot be read: it is no whole XML; save it again",
        ),
        ProblemCode(
            "unknown-kind",
            "An entry or tie of a graph file that is of no known kind",
            "'Membr' is no label or kind of tie; did you mean 'Member'?",
        ),
        ProblemCode(
            "doubled-file",
            "One type in two tables",
            "'member' is already read from members.xlsx; keep one of them",
        ),
        ProblemCode(
            "no-answers-file",
            "No file that a form of ours made",
            "this is no file of answers that a form of Linkages made; ask for it again",
        ),
        ProblemCode(
            "no-asks",
            "A text in which no asks stand",
            "no line stands under the heading “What we ask”",
        ),
        ProblemCode(
            "bad-answer", "An answer that cannot be kept", "it names an issue that is not on record"
        ),
        ProblemCode(
            "wrong-encoding",
            "Neither UTF-8 nor Windows-1252, or a mixture of both",
            "byte 0xe9 in this row is no letter of UTF-8, which the rest of the file is",
        ),
        ProblemCode(
            "broken-workbook",
            "A workbook that cannot be read",
            "this is not a whole .xlsx workbook; save it again as .xlsx",
        ),
        ProblemCode(
            "locked-workbook",
            "A workbook with a password",
            "the workbook is protected by a password; save a copy without one",
        ),
        ProblemCode(
            "missing-column",
            "A required column is not there",
            "column 'name' is missing; the header has id, country",
        ),
        ProblemCode(
            "unknown-column",
            "A column that the type does not have",
            "'coutry' is no column of member; did you mean 'country'?",
        ),
        ProblemCode("doubled-column", "A column twice", "column 'name' stands twice; keep one"),
        ProblemCode(
            "reserved-column",
            "A column that only the database writes",
            "'load_id' is written by Linkages itself; leave the column out",
        ),
        ProblemCode(
            "row-too-long",
            "More cells than the header",
            "one cell too many: 12 cells under 11 headings; a comma inside a text needs quotes",
        ),
        ProblemCode("empty-required", "A required cell is empty", "'as_of' must be filled"),
        ProblemCode(
            "bad-id",
            "Not an id",
            "'E.D.R.i' is not an id; use small letters, digits and _, such as 'edri'",
        ),
        ProblemCode(
            "not-a-date", "Not a date", "'12/3/24' is not a date; write 2024-03-12, 2024-03 or 2024"
        ),
        ProblemCode(
            "date-out-of-range",
            "A date outside 1900-2100",
            "'0218-03-08' is outside 1900 to 2100; a digit may be missing",
        ),
        ProblemCode(
            "ends-before-start",
            "It ends before it starts",
            "2018-03 comes before 2019-01 in valid_from",
        ),
        ProblemCode(
            "unknown-code",
            "Not one of the codes",
            "'civil society' is no stakeholder_group; did you mean 'civil_society'?",
        ),
        ProblemCode("not-a-number", "Not a number", "'high' is not a number"),
        ProblemCode("number-out-of-range", "A number outside its range", "11 is outside 0 to 10"),
        ProblemCode("not-yes-or-no", "Neither true nor false", "'maybe' is neither true nor false"),
        ProblemCode(
            "bad-url",
            "Not a web address",
            "'www.edri' is not a web address; it starts with https:// or http://",
        ),
        ProblemCode(
            "spreadsheet-error",
            "A cell that the spreadsheet could not work out",
            "the spreadsheet shows #N/A here; mend its formula",
        ),
        ProblemCode(
            "no-value-word",
            "A word for an empty cell",
            "'nan' is what programs write for an empty cell",
        ),
        ProblemCode(
            "personal-data",
            "An e-mail address or a telephone number",
            "It holds an e-mail address; the graph keeps bodies and roles, not persons",
        ),
        ProblemCode("formula", "A formula", "'=A1' is a formula; write the value itself"),
        ProblemCode(
            "control-characters",
            "An invisible character",
            "the cell holds an invisible character (U+0007); type it again",
        ),
        ProblemCode(
            "too-long", "A cell over the limit", "40,000 characters are over the limit of 32,767"
        ),
        ProblemCode("doubled-id", "An id twice", "'edri' already stands in member.csv row 4"),
        ProblemCode(
            "doubled-relationship",
            "A relationship twice",
            "edri → e1 already stands in took_part_in.csv row 9",
        ),
        ProblemCode(
            "unknown-id",
            "An id that is nowhere",
            "no agreement has the id 'cptp' (looked in agreement.csv); did you mean 'cptpp'?",
        ),
        ProblemCode(
            "wrong-end",
            "An id of the wrong kind",
            "'wto' is a venue; negotiates ends at an agreement",
        ),
        ProblemCode(
            "overlapping-phases",
            "Two phases at one time",
            "agreement 'cptpp' is 'signed' and 'in_force' from 2018-12-30",
        ),
        ProblemCode(
            "other-dataset",
            "A row that another dataset brought",
            "'edri' was brought by dataset 'seeds'; load it with that name",
        ),
        ProblemCode(
            "still-used",
            "A row is gone that others need",
            "'edri' is no longer in the files, but dataset 'notes' refers to it",
        ),
        ProblemCode(
            "not-ours",
            "An id that others use in this database",
            "'edri' is already a member of somebody else in this database; choose another id, or"
            " take it over (--take-over edri); undoing gives it back",
        ),
        ProblemCode(
            "tied-by-others",
            "A row is gone to which others tied something",
            "member 'edri' has a tie LIKES of somebody else, to Analyst, and is to go; take the tie"
            " away, or leave the entry behind as theirs (--leave-unowned edri)",
        ),
    )
}


@dataclass(frozen=True, order=True)
class Problem:
    """One problem and where it is: file (and sheet), row as the spreadsheet shows it (header 1, the
    whole file 0), column and cell.
    """

    file: str
    row: int
    column: str
    code: str
    sentence: str
    cell: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"unknown problem code {self.code!r}")

    def __str__(self) -> str:
        where = "".join(
            (
                self.file,
                f" row {self.row}" if self.row else "",
                f", column {self.column}" if self.column else "",
            )
        )
        return f"{where}: {self.sentence} [{self.code}]"

    def as_dict(self) -> dict[str, str | int]:
        """As the JSON of `linkages check` and the report file show it."""
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "cell": self.cell,
            "code": self.code,
            "sentence": self.sentence,
        }


def report(problems: Iterable[Problem]) -> str:
    """All problems as CSV, to be opened beside the file that has them."""
    header = ["file", "row", "column", "cell", "code", "sentence"]
    listed = [problem.as_dict() for problem in problems]
    return csv_text(header, ([one[name] for name in header] for one in listed))


def quoted_cell(cell: str) -> str:
    """A cell as a sentence quotes it: short, on one line."""
    line = " ".join(cell.split())
    return f"'{line[:57]}…'" if len(line) > 60 else f"'{line}'"
