"""How open delegations, venues and agreements are, against the 2017 resolution."""

from __future__ import annotations

from graph_model.questions.question import ReadyQuestion
from graph_model.questions.shared_parameters import AT_LEAST, INDICATOR

THEME = "Transparency"

QUESTIONS = (
    ReadyQuestion(
        id="transparency-scores",
        theme=THEME,
        says=(
            "Who scores best and worst on transparency, where at least {at_least} points are known?"
        ),
        means=(
            "a delegation, venue or agreement with its score from 0 to 100: at least, and at best"
            " if all that is not known were a yes"
        ),
        parameters=(AT_LEAST,),
        cypher="""
        MATCH (all:Indicator)
        WITH sum(coalesce(all.suggested_weight, 1)) AS total
        MATCH (x:Delegation|Agreement|Venue)-[s:SCORED]->(i:Indicator)
        WITH x, total, coalesce(i.suggested_weight, 1) AS weight, s.value AS value
        WITH x, total, sum(CASE value WHEN 'yes' THEN weight WHEN 'partial' THEN weight / 2.0 ELSE 0 END) AS won,
          sum(CASE value WHEN 'no' THEN weight WHEN 'partial' THEN weight / 2.0 ELSE 0 END) AS lost,
          sum(CASE value WHEN 'yes' THEN 1 ELSE 0 END) AS yes, sum(CASE value WHEN 'partial' THEN 1 ELSE 0 END) AS partial,
          sum(CASE value WHEN 'no' THEN 1 ELSE 0 END) AS no, sum(CASE value WHEN 'unknown' THEN 1 ELSE 0 END) AS unknown
        WHERE yes + partial + no >= $at_least
        RETURN x.id AS entry, coalesce(x.short_name, x.name) AS name, round(100.0 * won / total) AS score_low,
          round(100.0 * (total - lost) / total) AS score_high, yes, partial, no, unknown
        ORDER BY score_low DESC, score_high DESC, name""",
        row=("entry", "name", "score_low", "score_high", "yes", "partial", "no", "unknown"),
    ),
    ReadyQuestion(
        id="transparency-findings",
        theme=THEME,
        says="Who does it, who does not: {indicator}?",
        means="a finding, with the day of its source",
        parameters=(INDICATOR,),
        cypher="""
        MATCH (asked:Indicator {id: $indicator})<-[s:SCORED]-(x:Delegation|Agreement|Venue)
        USING INDEX SEEK asked:Indicator(id)
        RETURN x.id AS entry, coalesce(x.short_name, x.name) AS name, s.value AS value, s.as_of AS as_of, s.confidence AS confidence, s.source_url AS source
        ORDER BY value DESC, as_of DESC, name""",
        row=("entry", "name", "value", "as_of", "confidence", "source"),
    ),
)
