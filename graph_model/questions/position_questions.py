"""What one delegation does and wants, and whose stance moved."""

from __future__ import annotations

from graph_model.questions.question import ReadyQuestion
from graph_model.questions.shared_parameters import DELEGATION, ISSUE, ON

THEME = "Delegations and positions"

QUESTIONS = (
    ReadyQuestion(
        id="dossier",
        theme=THEME,
        says="What does {delegation} negotiate now?",
        means="an open negotiation of the delegation, with the issues on its table",
        parameters=(DELEGATION, ON),
        cypher="""
        MATCH (asked:Delegation {id: $delegation})-[n:NEGOTIATES]->(a:Agreement)
          <-[:PHASE_OF]-(p:Phase)
        USING INDEX SEEK asked:Delegation(id)
        WHERE @seated(n) AND @open(p)
        OPTIONAL MATCH (a)-[c:COVERS]->(i:Issue)
        WHERE @tabled(c)
        RETURN a.id AS agreement, coalesce(a.short_name, a.name) AS name, p.status AS status,
          n.role AS role, collect(DISTINCT i.id) AS issues
        ORDER BY name, agreement""",
        row=("agreement", "name", "status", "role", "issues"),
    ),
    ReadyQuestion(
        id="contacts-with",
        theme=THEME,
        says="Who has met {delegation}, when, and about what?",
        means="a contact, the latest first",
        parameters=(DELEGATION, ON),
        cypher="""
        MATCH (asked:Delegation {id: $delegation})<-[:REACHED]-(e:Engagement)
        USING INDEX SEEK asked:Delegation(id)
        WHERE @day(e.date) <= $on
        OPTIONAL MATCH (e)<-[:TOOK_PART_IN]-(m:Member)
        WITH e, collect(DISTINCT m.id) AS members
        OPTIONAL MATCH (e)-[:ABOUT]->(i:Issue)
        RETURN e.id AS contact, e.date AS date, e.kind AS kind, e.outcome AS outcome, members,
          collect(DISTINCT i.id) AS issues, e.summary AS summary,
          e.confidence AS confidence, e.source_url AS source
        ORDER BY @day(date) DESC, contact""",
        row=(
            "contact",
            "date",
            "kind",
            "outcome",
            "members",
            "issues",
            "summary",
            "confidence",
            "source",
        ),
    ),
    ReadyQuestion(
        id="positions-on",
        theme=THEME,
        says="Who wants what on {issue}?",
        means="a position held on the day looked at, and where it was stated",
        parameters=(ISSUE, ON),
        cypher="""
        MATCH (t:Issue)-[:PART_OF*0..1]->(asked:Issue {id: $issue})
        USING INDEX SEEK asked:Issue(id)
        MATCH (t)<-[:CONCERNS]-(s:Position)<-[:TAKES_POSITION]-(d:Delegation)
        WHERE @holds(s)
        OPTIONAL MATCH (s)-[:STATED_IN]->(w:Agreement|Venue)
        RETURN d.id AS delegation, d.name AS name, s.stance AS stance, t.id AS issue,
          s.valid_from AS since, collect(DISTINCT w.id) AS rooms,
          s.confidence AS confidence, s.source_url AS source
        ORDER BY stance, name, delegation, issue""",
        row=("delegation", "name", "stance", "issue", "since", "rooms", "confidence", "source"),
    ),
    ReadyQuestion(
        id="positions-of",
        theme=THEME,
        says="What does {delegation} want?",
        means="a position of the delegation on the day looked at",
        parameters=(DELEGATION, ON),
        cypher="""
        MATCH (asked:Delegation {id: $delegation})-[:TAKES_POSITION]->(s:Position)
        USING INDEX SEEK asked:Delegation(id)
        WHERE @holds(s)
        OPTIONAL MATCH (s)-[:CONCERNS]->(i:Issue)
        OPTIONAL MATCH (s)-[:STATED_IN]->(w:Agreement|Venue)
        RETURN s.id AS position, s.stance AS stance, i.id AS issue, s.valid_from AS since,
          collect(DISTINCT w.id) AS rooms, s.confidence AS confidence, s.source_url AS source
        ORDER BY issue, @day(since), position""",
        row=("position", "stance", "issue", "since", "rooms", "confidence", "source"),
    ),
    ReadyQuestion(
        id="positions-that-moved",
        theme=THEME,
        says="Which delegations changed their stance, and when?",
        means=(
            "a delegation that took another stance than before on the same issue (or, without an"
            " issue, in the same talks)"
        ),
        parameters=(ON,),
        cypher="""
        MATCH (d:Delegation)-[:TAKES_POSITION]->(s:Position)
        WHERE @day(s.valid_from) <= $on
        OPTIONAL MATCH (s)-[:CONCERNS]->(i:Issue)
        OPTIONAL MATCH (s)-[:STATED_IN]->(w:Agreement|Venue)
        WITH d, s, coalesce(i.id, w.id) AS entry
        WHERE entry IS NOT NULL
        WITH DISTINCT d, s, entry
        ORDER BY @day(s.valid_from), s.id
        WITH d, entry, collect(s) AS held
        UNWIND range(1, size(held) - 1) AS k
        WITH d, entry, held[k - 1] AS old, held[k] AS new
        WHERE old.stance <> new.stance
        RETURN d.id AS delegation, d.name AS name, entry, old.stance AS stance_before,
          new.stance AS stance, new.valid_from AS since, new.confidence AS confidence,
          new.source_url AS source
        ORDER BY @day(since) DESC, name, entry""",
        row=(
            "delegation",
            "name",
            "entry",
            "stance_before",
            "stance",
            "since",
            "confidence",
            "source",
        ),
    ),
)
