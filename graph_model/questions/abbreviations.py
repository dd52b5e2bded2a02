"""The abbreviations of statements, spelled out by the settings of the coalition.

Statements are written in the Cypher that both lines of Neo4j speak, with abbreviations that are
spelled out by the settings of the coalition, so that what is shown, copied and run is plain Cypher:

- ``@day(x)``: the one day a date as written stands for (`graph_model.dates.as_date`): 2018 is its 1
  July, 2018-03 its 15th;
- ``@last(x)``: the latest of some dates, by the day that each stands for, as written;
- ``@holds(r)``: whether something with ``valid_from`` and ``valid_to`` holds on the day ``$on``
  (`graph_model.dates.holds_on`);
- ``@open(p)``: a phase in which there is something to negotiate holds on that day;
- ``@seated(n)``: a NEGOTIATES tie puts the delegation at the table on that day
  (`graph_model.measures.at_the_table`);
- ``@counts(e)``: a contact that is worth something: it was held, or a message that was answered
  (`graph_model.measures.worth`);
- ``@ours(m)``: the member is one of *us* on that day (``$us``: `graph_model.measures.ours`);
- ``@treated(c)``: how a COVERS tie treats its issue as known on that day, before its text is known
  (``@known(c)``, also of a point of openness) as proposed; ``@recorded(c)``: it says anything of
  the issue by then; and ``@tabled(c)``: it has the issue on the table
  (`graph_model.measures.negotiations.treated_as`);
- ``@note(r)``: the note of a row as far as it could be written on that day
  (`graph_model.dates.told_by`);
- ``@before(x, y)``: the last day that one date may mean lies before the first that another may
  mean, and both are there (`graph_model.doubtful_days.surely_before`);
- ``@begun(a)``: the talks on an agreement have begun by that day
  (`graph_model.measures.negotiations.begun`).

``@groups`` and ``@without_line`` stand for lists of codes. What speaks of lines reads ``$lines``
(`graph_model.questions.lines`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph_model.measures import KIND, LIVE, Settings
from graph_model.vocabulary import ROLES, SAT_UNTIL_IT_LEFT, SCHEMA, SITS

USED = re.compile(r"\$([a-z_]+)")
#: What the measures hand to a statement (`graph_model.questions.lines`); nobody fills it in.
US, LINES = "us", "lines"


def _codes(codes: tuple[str, ...] | list[str]) -> str:
    return f"[{', '.join(repr(code) for code in codes)}]"


_LISTS = {
    "@groups": _codes(SCHEMA.codes("Member", "stakeholder_group")),
    "@without_line": _codes([code for code in KIND if code not in LIVE]),
}
_SITS = _codes([code for code, seat in ROLES.items() if seat == SITS])
_SAT = _codes([code for code, seat in ROLES.items() if seat == SAT_UNTIL_IT_LEFT])

_SEATED = rf"(\1.role IN {_SITS} OR \1.role IN {_SAT} AND \1.valid_to IS NOT NULL) AND @holds(\1)"
_TREATED = r"CASE WHEN @known(\1) THEN \1.strength ELSE 'proposed' END"
_RECORDED = r"(@known(\1) OR @proposed(\1))"
_PROPOSED = (
    r"coalesce(@day(\1.proposed_from),"
    r" CASE \1.strength WHEN 'absent_by_design' THEN '9999' ELSE '' END) <= $on"
)
_KNOWN = r"(coalesce(@day(\1.known_from), '') <= $on)"
_BEGUN = (
    r"(NOT EXISTS { (\1)<-[:PHASE_OF]-(:Phase) } OR EXISTS {"
    r" MATCH (\1)<-[:PHASE_OF]-(its:Phase)"
    r" WHERE coalesce(@day(its.valid_from), '') <= $on })"
)
_HOLDS = (
    r"coalesce(CASE WHEN @day(\1.valid_from) >= @day(\1.valid_to) THEN \1.valid_from"
    r" ELSE @day(\1.valid_from) END, '') <= $on"
    r" AND coalesce(@day(\1.valid_to), '9999') > $on"
)
_NOTE = (
    r"reduce(said = '', part IN [part IN split(\1.note, ';') WHERE none(year IN"
    r" range(toInteger(left($on, 4)) + 1, 2100) WHERE part CONTAINS toString(year))] |"
    r" said + CASE said WHEN '' THEN '' ELSE '; ' END + trim(part))"
)
_BEFORE = (
    r"coalesce(CASE WHEN size(\1) < size(\2) THEN \1 < left(\2, size(\1))"
    r" ELSE left(\1, size(\2)) < \2 END, false)"
)
_DAY = r"(\1 + CASE size(\1) WHEN 4 THEN '-07-01' WHEN 7 THEN '-15' ELSE '' END)"


@lru_cache(maxsize=8)
def _forms(settings: Settings) -> tuple[tuple[str, str], ...]:
    """What each abbreviation with an argument stands for, those that use others first."""
    opened = _codes([code for code, weight in settings.phase.items() if weight])
    return (
        (r"@open\((\w+)\)", rf"\1.status IN {opened} AND @holds(\1)"),
        (r"@seated\((\w+)\)", _SEATED),
        (r"@counts\((\w+)\)", _counts(settings)),
        (r"@ours\((\w+)\)", rf"\1.id IN ${US}"),
        (r"@treated\((\w+)\)", _TREATED),
        (r"@tabled\((\w+)\)", _tabled(settings)),
        (r"@recorded\((\w+)\)", _RECORDED),
        (r"@proposed\((\w+)\)", _PROPOSED),
        (r"@known\((\w+)\)", _KNOWN),
        (r"@begun\((\w+)\)", _BEGUN),
        (r"@holds\((\w+)\)", _HOLDS),
        (r"@note\((\w+)\)", _NOTE),
        (r"@before\(([\w.]+), ([\w.]+)\)", _BEFORE),
        (r"@last\(([\w.]+)\)", r"substring(max(@day(\1) + \1), 10)"),
        (r"@day\(([\w.\[\]]+)\)", _DAY),
    )


def _counts(settings: Settings) -> str:
    """A contact that the settings make worth something."""
    worthy = [code for code, worth in settings.base.items() if worth]
    met = _codes([code for code in worthy if code not in settings.messages])
    messages = _codes(sorted(set(worthy) & settings.messages))
    found = (
        rf"(\1.kind IN {met} AND NOT coalesce(\1.outcome, '') IN ['refused', 'no_answer'] OR"
        rf" \1.kind IN {messages} AND \1.outcome = 'answered')"
    )
    if not settings.room_base:
        found += rf" AND COUNT {{ (\1)-[:REACHED]->(:Delegation) }} < {settings.room_size}"
    return found


def _tabled(settings: Settings) -> str:
    """A COVERS tie by which the issue is on the table: in a text that is known, or as proposed."""
    tabled = _codes([code for code, weight in settings.relevance.items() if weight])
    carried = r" AND coalesce(\1.confidence, '') <> 'derived'" if settings.leave_out_derived else ""
    return (
        rf"(@known(\1) AND \1.strength IN {tabled}"
        rf" OR {'' if settings.relevance['proposed'] else 'false AND '}"
        r"NOT @known(\1) AND @proposed(\1))" + carried
    )


def used(statement: str) -> set[str]:
    """The parameters that a statement names.

    Parameters
    ----------
    statement : str
        Cypher.

    Returns
    -------
    set[str]
        Names without the sign.

    Examples
    --------
    >>> sorted(used("MATCH (n {id: $id}) WHERE n.date <= $on RETURN n"))
    ['id', 'on']
    """
    return set(USED.findall(statement))


def spelled_out(cypher: str, settings: Settings) -> str:
    """A statement with its abbreviations spelled out by the settings.

    >>> from graph_model.measures.settings import DEFAULTS
    >>> spelled_out("WHERE @day(e.date) <= $on", DEFAULTS)
    "WHERE (e.date + CASE size(e.date) WHEN 4 THEN '-07-01' WHEN 7 THEN '-15' ELSE '' END) <= $on"
    """
    for short, whole in _LISTS.items():
        cypher = cypher.replace(short, whole)
    for form, whole in _forms(settings):
        cypher = re.sub(form, whole, cypher)
    return cypher
