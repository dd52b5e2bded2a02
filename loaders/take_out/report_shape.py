"""What a report is made of, whatever file it becomes; and the numbered list of its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import pairwise

from graph_model.source_addresses import addresses_in
from graph_model.source_kinds import kind_of_address
from graph_model.vocabulary import SOURCE_KINDS

#: What stands in a table where a row names no address.
NO_ADDRESS = "no address recorded"
#: From how many columns on a table needs a page on its side.
WIDE = 8
#: How much of a page its heading and the caption of a picture need, in millimetres.
CAPTION = 36


@dataclass(frozen=True)
class ReportLine:
    """A sentence or two, and the addresses that bear them out (as in `source_url`; may be
    empty).
    """

    text: str
    sources: str = ""
    as_of: str = ""


@dataclass(frozen=True)
class ReportFigure:
    """A picture in a report: the stem of its file, what it says (its caption), how it is told to
    those who do not see it, and what draws it, as pixels and as SVG, when it is wanted. What it
    shows stands in the table of its section as well.
    """

    name: str
    caption: str
    alt: str
    #: How high it is for its width.
    ratio: float
    png: Callable[[], bytes] = field(repr=False, compare=False)
    svg: Callable[[], str] = field(repr=False, compare=False)


@dataclass(frozen=True)
class ReportSection:
    """Lines of prose, or one table, with what they show, and a picture of it. The last two columns
    of a table are the source and the day on which it was read. A section of level 3 belongs to the
    one before it.
    """

    title: str
    says: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[ReportLine, ...] = ()
    level: int = 2
    figure: ReportFigure | None = None

    @property
    def empty(self) -> bool:
        """Whether a table was meant and nothing is in it."""
        return bool(self.header) and not self.rows and not self.lines


@dataclass(frozen=True)
class Report:
    """A title, a few sentences, and sections. A numbered report names its sources once, in a list
    at its end, wherever it is a text to read. A dense one is set in smaller type, and its sources
    begin on a page of their own.
    """

    code: str
    title: str
    sentences: tuple[str, ...]
    sections: tuple[ReportSection, ...]
    numbered: bool = False
    dense: bool = False

    @property
    def wide(self) -> bool:
        """Whether its pages lie on their side, for a table of many columns."""
        return any(len(section.header) >= WIDE for section in self.sections)


def report_fields(report: Report) -> dict[str, object]:
    """A report as programs read it: of a picture what it says, not what draws it."""
    told = [
        replace(section, figure=None) if section.figure else section for section in report.sections
    ]
    fields = asdict(replace(report, sections=tuple(told)))
    for section, found in zip(report.sections, fields["sections"], strict=True):
        if section.figure:
            its = section.figure
            found["figure"] = {"name": its.name, "caption": its.caption, "alt": its.alt}
    return fields


@dataclass(frozen=True)
class SourceReference:
    """One source of a report: its number, its address, whose words it is, and the latest day as of
    which a line cites it.
    """

    number: int
    address: str
    kind: str
    as_of: str

    @property
    def says(self) -> str:
        """What stands behind the address in the list."""
        parts = [self.kind.replace("_", " "), f"as of {self.as_of}" if self.as_of else ""]
        return ", ".join(part for part in parts if part)


def reference_told(its: SourceReference) -> str:
    """A source as the list at the end has it.

    >>> reference_told(SourceReference(3, "https://a.example", "official_text", "2026-01"))
    '[3] https://a.example (official text, as of 2026-01)'
    """
    return f"[{its.number}] {its.address}" + (f" ({its.says})" if its.says else "")


def references(report: Report) -> dict[str, SourceReference]:
    """Every source of a report by its address: official texts first, then by whose words they are,
    and within one kind as they first appear.
    """
    latest: dict[str, str] = {}
    for sources, as_of in _cited(report):
        for address in addresses_in(sources):
            latest[address] = max(latest.get(address, ""), as_of)

    order = {kind: place for place, kind in enumerate(SOURCE_KINDS)}
    ranked = sorted(latest, key=lambda its: order.get(kind_of_address(its), len(order)))
    return {
        address: SourceReference(number, address, kind_of_address(address), latest[address])
        for number, address in enumerate(ranked, start=1)
    }


def citation_numbers(sources: str, known: dict[str, SourceReference]) -> str:
    """The numbers of some sources, runs of three and more drawn together.

    >>> known = {f"https://{n}": SourceReference(n, f"https://{n}", "", "") for n in range(1, 9)}
    >>> (
    ...     citation_numbers("https://5 ; https://1 ; https://2 ; https://3", known),
    ...     citation_numbers("", known),
    ... )
    ('[1–3, 5]', '')
    """
    numbers = sorted({known[address].number for address in addresses_in(sources)})
    return f"[{', '.join(_runs(numbers))}]" if numbers else ""


def behind(line: ReportLine, known: dict[str, SourceReference] | None) -> str:
    """What stands behind a line: the numbers of its sources, or these themselves where a paper has
    no list of them.
    """
    return citation_numbers(line.sources, known) if known is not None else line.sources


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    """Numbers in order, as they are printed."""
    breaks = [0, *(at for at, (a, b) in enumerate(pairwise(numbers), 1) if b != a + 1)]
    for start, end in pairwise([*breaks, len(numbers)]):
        run = numbers[start:end]
        if len(run) > 2:
            yield f"{run[0]}–{run[-1]}"
        else:
            yield from map(str, run)


def _cited(report: Report) -> Iterator[tuple[str, str]]:
    """Every cell of sources with the day of its reading, in the order of the report."""
    for section in report.sections:
        yield from ((line.sources, line.as_of) for line in section.lines)
        yield from ((row[-2], row[-1]) for row in section.rows if len(row) > 1)


def shown_rows(
    section: ReportSection, known: dict[str, SourceReference] | None
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Header and rows as a text to read shows them: with numbers, and without the day of reading,
    where the sources are numbered.
    """
    if known is None:
        return section.header, section.rows
    return section.header[:-1], tuple(
        (*row[:-2], citation_numbers(row[-2], known) or NO_ADDRESS) for row in section.rows
    )


def rows(lines: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Lines as rows."""
    return tuple(tuple(line) for line in lines)
