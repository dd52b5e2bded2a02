"""How open delegations, venues and agreements are, against the 2017 resolution."""

from __future__ import annotations

from graph_model.measures.transparency import RESOLUTION
from graph_model.questions.question import ReadyQuestion
from graph_model.questions.shared_parameters import AT_LEAST, INDICATOR, ON

THEME = "Transparency"

QUESTIONS = (
    ReadyQuestion(
        id="transparency-scores",
        theme=THEME,
        says=(
            "Who scores best and worst on the transparency resolution of 2017, where at least"
            " {at_least} of its points are known?"
        ),
        means=(
            "a delegation, venue or agreement: how many points are known, and its score from 0 to"
            " 100: at least, and at best if all that is not known were a yes"
        ),
        parameters=(AT_LEAST, ON),
        cypher=f"""
        MATCH (all:Indicator)
        WHERE all.origin STARTS WITH '{RESOLUTION}' AND @known(all)
        WITH sum(coalesce(all.suggested_weight, 1)) AS total, count(*) AS points
        MATCH (x:Delegation|Agreement|Venue)-[s:SCORED]->(i:Indicator)
        WHERE i.origin STARTS WITH '{RESOLUTION}' AND @known(i)
          AND coalesce(@day(s.as_of), '') <= $on
        WITH x, total, points, coalesce(i.suggested_weight, 1) AS weight, s.value AS value
        WITH x, total, points,
          sum(CASE value WHEN 'yes' THEN weight WHEN 'partial' THEN weight / 2.0 ELSE 0 END) AS won,
          sum(CASE value WHEN 'no' THEN weight WHEN 'partial' THEN weight / 2.0 ELSE 0 END) AS lost,
          sum(CASE value WHEN 'yes' THEN 1 ELSE 0 END) AS yes,
          sum(CASE value WHEN 'partial' THEN 1 ELSE 0 END) AS partial,
          sum(CASE value WHEN 'no' THEN 1 ELSE 0 END) AS no
        WITH x, total, points, won, lost, yes, partial, no, yes + partial + no AS known
        WHERE known >= $at_least
        RETURN x.id AS entry, coalesce(x.short_name, x.name) AS name, known,
          round(100.0 * won / total) AS score_low,
          round(100.0 * (total - lost) / total) AS score_high, yes, partial, no,
          points - known AS unknown
        ORDER BY score_low DESC, score_high DESC, name""",
        row=(
            "entry",
            "name",
            "known",
            "score_low",
            "score_high",
            "yes",
            "partial",
            "no",
            "unknown",
        ),
    ),
    ReadyQuestion(
        id="transparency-findings",
        theme=THEME,
        says="Who does it, who does not: {indicator}?",
        means=(
            "a finding made by the day looked at, with the day of its source; none before the day"
            " of the list that the point is of"
        ),
        parameters=(INDICATOR, ON),
        cypher="""
        MATCH (asked:Indicator {id: $indicator})<-[s:SCORED]-(x:Delegation|Agreement|Venue)
        USING INDEX SEEK asked:Indicator(id)
        WHERE @known(asked) AND coalesce(@day(s.as_of), '') <= $on
        RETURN x.id AS entry, coalesce(x.short_name, x.name) AS name, s.value AS value,
          s.as_of AS as_of, s.confidence AS confidence, s.source_url AS source
        ORDER BY value DESC, @day(as_of) DESC, name""",
        row=("entry", "name", "value", "as_of", "confidence", "source"),
    ),
)
