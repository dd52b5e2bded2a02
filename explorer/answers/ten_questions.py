"""The ten questions in their order, with their blanks and what answers them; and which of them what
somebody typed asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter

from explorer.answers.access_answers import ways_in
from explorer.answers.answer_tables import GroupedAnswer
from explorer.answers.clause_answers import treatment
from explorer.answers.line_answers import never_met, no_line, weak_lines
from explorer.answers.missing_voices import missing
from explorer.answers.room_answers import next_event, open_forums, whom_we_know
from explorer.answers.transparency_answer import transparency
from explorer.answers.year_answer import activities
from explorer.reports.registry import year_before
from explorer.words.text import listed
from graph_model.dates import FIRST, LAST, as_date, date_words
from graph_model.measures import Day
from graph_model.measures.transparency import stands_from
from graph_model.search import likely_entry
from graph_model.snapshot import Snapshot

#: The issues that the first question asks about until others are chosen.
DATA_AND_CODE = ("g_data", "source_code")
FilledBlanks = Mapping[str, str]


@dataclass(frozen=True)
class QuestionBlank:
    """A blank of a question: an entry of a label (several, parted by commas), or a day."""

    name: str
    says: str
    label: str = ""
    many: bool = False
    #: What stands in the sentence where nothing is chosen.
    unsaid: str = ""


ISSUES = QuestionBlank("issues", "Issues", "Issue", many=True, unsaid="an issue")
ISSUE = QuestionBlank("issue", "Issue", "Issue", unsaid="an issue")
EVENT = QuestionBlank("event", "Event", "Event", unsaid="the next event")
MEMBER = QuestionBlank("member", "Who of us", "Member", unsaid="any of us")
SINCE = QuestionBlank("since", "Since")


@dataclass(frozen=True)
class TenQuestion:
    """One of the ten: its sentence with blanks, further words by which people look for it, what
    answers it, and the ready questions in Cypher that lie nearest.
    """

    id: str
    says: str
    short: str
    also: str
    blanks: tuple[QuestionBlank, ...]
    answer: Callable[[Day, FilledBlanks], GroupedAnswer]
    near: tuple[str, ...]

    def sentence(self, snapshot: Snapshot, given: FilledBlanks) -> str:
        """The question with names in its blanks."""
        return self.says.format_map(
            {blank.name: said(snapshot, blank, given.get(blank.name, "")) for blank in self.blanks}
        )

    @property
    def words(self) -> str:
        """The words in which it is asked, blanks apart, and those by which it is looked for."""
        fixed = "".join(text for text, *_ in Formatter().parse(self.says))
        return f"{fixed} {self.short} {self.also}"


def said(snapshot: Snapshot, blank: QuestionBlank, value: str) -> str:
    """What fills a blank, as people say it."""
    if not blank.label:
        return date_words(value) if value else "a day"
    names = [snapshot.name(id) for id in value.split(",") if id in snapshot.nodes]
    return listed(names, 4).replace(" and ", " or ") or blank.unsaid


def filled(day: Day, asked: TenQuestion, given: FilledBlanks) -> dict[str, str]:
    """What fills the blanks: what was given and is on record, else what is asked first."""
    return {
        blank.name: _of_label(day.snapshot, blank, given.get(blank.name, ""))
        or _first(day, asked, blank)
        for blank in asked.blanks
    }


def _of_label(snapshot: Snapshot, blank: QuestionBlank, value: str) -> str:
    if not blank.label:
        try:
            found = date.fromisoformat(value)
        except ValueError:
            return ""
        return found.isoformat() if FIRST <= found.year <= LAST else ""
    nodes = snapshot.nodes
    ids = [id for id in value.split(",") if id in nodes and nodes[id].label == blank.label]
    return ",".join(ids if blank.many else ids[:1])


def _first(day: Day, asked: TenQuestion, blank: QuestionBlank) -> str:
    snapshot = day.snapshot
    if blank is ISSUES:
        both = [id for id in DATA_AND_CODE if id in snapshot.nodes]
        return ",".join(both) or likely_entry(snapshot, "Issue")
    if blank is ISSUE:
        return likely_entry(snapshot, "Issue")
    if blank is EVENT:
        return next_event(day)
    if blank is SINCE:
        stated = stands_from(snapshot) if asked.id == "transparency" else ""
        start = as_date(stated) if stated else year_before(day.at)
        return min(start, day.at).isoformat()
    return ""


TEN = (
    TenQuestion(
        "no-line",
        "Which open negotiations touch {issues}, and which delegations there do we have no line"
        " to?",
        "Where do we have no line?",
        "talks gap nobody contact table",
        (ISSUES,),
        lambda day, given: no_line(day, [id for id in given["issues"].split(",") if id]),
        ("open-talks-without-line", "delegations-without-contact"),
    ),
    TenQuestion(
        "next-event",
        "At {event}, whom does {member} know already, and who makes the introduction?",
        "Whom do we know at the next event?",
        "introduce room meet member round",
        (EVENT, MEMBER),
        lambda day, given: whom_we_know(day, given["event"], given["member"]),
        ("known-at-the-event", "introductions"),
    ),
    TenQuestion(
        "never-met",
        "Which delegations carry most Internet issues and have had no outreach?",
        "Who was never approached?",
        "ranked contact never met first",
        (),
        lambda day, given: never_met(day),
        ("most-issues-no-outreach", "never-asked"),
    ),
    TenQuestion(
        "ways-in",
        "Where may civil society or a technical body legally get in: by when, on what condition?",
        "Which legal ways in are there?",
        "consultation deadline accreditation apply hearing mechanism",
        (),
        lambda day, given: ways_in(day),
        ("ways-in-by-deadline", "ways-into"),
    ),
    TenQuestion(
        "treatment",
        "On {issue}: which agreements bind, which only encourage, which left it out on purpose, in"
        " which article?",
        "What do agreements say on an issue?",
        "clause binding treat rule strength",
        (ISSUE,),
        lambda day, given: treatment(day, given["issue"]),
        ("how-agreements-treat",),
    ),
    TenQuestion(
        "open-forums",
        "Which open forum already handles {issue}, and which members sit in both rooms?",
        "Which open forum handles an issue?",
        "venue IGF discussed",
        (ISSUE,),
        lambda day, given: open_forums(day, given["issue"]),
        ("open-forums", "both-rooms", "discussed-elsewhere"),
    ),
    TenQuestion(
        "transparency",
        "Who scores best and worst on the transparency resolution of 2017, and what changed since"
        " {since}?",
        "Who is transparent, who is not?",
        "score openness open",
        (SINCE,),
        lambda day, given: transparency(day, date.fromisoformat(given["since"])),
        ("transparency-scores", "transparency-findings"),
    ),
    TenQuestion(
        "weak-lines",
        "Which contacts are stale, or rest on one member alone?",
        "Which lines are stale, or hang on one?",
        "quiet cooled old single",
        (),
        lambda day, given: weak_lines(day),
        ("stale-lines", "hangs-on-one"),
    ),
    TenQuestion(
        "missing",
        "Which stakeholder groups and regions are missing, against the delegations we want to"
        " reach?",
        "Which groups and regions are missing?",
        "voices balance region stakeholder academia",
        (),
        lambda day, given: missing(day),
        ("missing-groups", "economies-without-member"),
    ),
    TenQuestion(
        "year",
        "What do we report to the IGF: contacts made, meetings held and gaps closed since {since}?",
        "What do we report to the IGF?",
        "activities year annual evidence",
        (SINCE,),
        lambda day, given: activities(day, date.fromisoformat(given["since"])),
        ("activities",),
    ),
)
BY_ID = {asked.id: asked for asked in TEN}
