"""What agreements say on issues, who sits at their tables, and how far they are."""

from __future__ import annotations

from graph_model.questions.question import ReadyQuestion
from graph_model.questions.shared_parameters import AGREEMENT, ISSUE, ON, STRENGTH

THEME = "Agreements and issues"

QUESTIONS = (
    ReadyQuestion(
        id="how-agreements-treat",
        theme=THEME,
        says=(
            "Which agreements bind on {issue}, which only encourage, which left it out, in which"
            " article?"
        ),
        means=(
            "an agreement, or a text proposed for it, that treats the issue; talks about joining it"
            " repeat its clauses and are left out"
        ),
        parameters=(ISSUE, ON),
        cypher="""
        MATCH (t:Issue)-[:PART_OF*0..1]->(asked:Issue {id: $issue})
        USING INDEX SEEK asked:Issue(id)
        MATCH (t)<-[c:COVERS]-(a:Agreement)
        WHERE @recorded(c) AND @begun(a)
          AND NOT EXISTS { MATCH (a)-[:JOINS]->(:Agreement)-[:COVERS]->(t) }
        OPTIONAL MATCH (a)<-[:PHASE_OF]-(p:Phase)
        WHERE @holds(p)
        RETURN a.id AS agreement, coalesce(a.short_name, a.name) AS name, t.id AS issue,
          @treated(c) AS strength, CASE WHEN @known(c) THEN c.article END AS article,
          CASE WHEN @known(c) THEN c.dispute_settlement END AS dispute_settlement,
          p.status AS status, CASE WHEN @known(c) THEN @note(c) END AS note,
          c.confidence AS confidence, c.source_url AS source
        ORDER BY strength, name, agreement, issue""",
        row=(
            "agreement",
            "name",
            "issue",
            "strength",
            "article",
            "dispute_settlement",
            "status",
            "note",
            "confidence",
            "source",
        ),
    ),
    ReadyQuestion(
        id="what-an-agreement-covers",
        theme=THEME,
        says="What does {agreement} say on Internet issues?",
        means=(
            "an issue that the agreement, or a text proposed for it, treats by that day, with the"
            " article"
        ),
        parameters=(AGREEMENT, ON),
        cypher="""
        MATCH (asked:Agreement {id: $agreement})-[c:COVERS]->(i:Issue)
        USING INDEX SEEK asked:Agreement(id)
        WHERE @recorded(c) AND @begun(asked)
        RETURN i.id AS issue, i.name AS name, @treated(c) AS strength,
          CASE WHEN @known(c) THEN c.article END AS article,
          CASE WHEN @known(c) THEN c.dispute_settlement END AS dispute_settlement,
          CASE WHEN @known(c) THEN @note(c) END AS note,
          c.confidence AS confidence, c.source_url AS source
        ORDER BY name""",
        row=(
            "issue",
            "name",
            "strength",
            "article",
            "dispute_settlement",
            "note",
            "confidence",
            "source",
        ),
    ),
    ReadyQuestion(
        id="clauses-of-a-strength",
        theme=THEME,
        says="Where is an issue treated as “{strength}”?",
        means=(
            "an agreement and an issue that it treats in this way by that day; talks about joining"
            " an agreement repeat its clauses and are left out"
        ),
        parameters=(STRENGTH, ON),
        cypher="""
        MATCH (a:Agreement)-[c:COVERS]->(i:Issue)
        WHERE @recorded(c) AND @begun(a) AND @treated(c) = $strength
          AND NOT EXISTS { MATCH (a)-[:JOINS]->(:Agreement)-[:COVERS]->(i) }
        RETURN a.id AS agreement, coalesce(a.short_name, a.name) AS name, i.id AS issue,
          CASE WHEN @known(c) THEN c.article END AS article,
          CASE WHEN @known(c) THEN @note(c) END AS note, c.confidence AS confidence,
          c.source_url AS source
        ORDER BY name, agreement, issue""",
        row=("agreement", "name", "issue", "article", "note", "confidence", "source"),
    ),
    ReadyQuestion(
        id="who-negotiates",
        theme=THEME,
        says="Who negotiates {agreement}, and when did one of us last meet them?",
        means="a delegation at the table, with its latest contact",
        parameters=(AGREEMENT, ON),
        cypher="""
        MATCH (asked:Agreement {id: $agreement})<-[n:NEGOTIATES]-(d:Delegation)
        USING INDEX SEEK asked:Agreement(id)
        WHERE @seated(n)
        OPTIONAL MATCH (d)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
        WHERE @counts(e) AND @day(e.date) <= $on AND @ours(m)
        WITH d, n, e
        ORDER BY @day(e.date) DESC, e.id
        WITH d, n, collect(DISTINCT e) AS contacts
        RETURN d.id AS delegation, d.name AS name, n.role AS role, contacts[0].date AS last_contact,
          size(contacts) AS contact_count, n.confidence AS confidence
        ORDER BY name, delegation""",
        row=("delegation", "name", "role", "last_contact", "contact_count", "confidence"),
    ),
    ReadyQuestion(
        id="phases-of-an-agreement",
        theme=THEME,
        says="How did {agreement} come to where it is?",
        means="a stretch of its life up to that day, the first one first",
        parameters=(AGREEMENT, ON),
        cypher="""
        MATCH (asked:Agreement {id: $agreement})<-[:PHASE_OF]-(p:Phase)
        USING INDEX SEEK asked:Agreement(id)
        WHERE coalesce(@day(p.valid_from), '') <= $on
        RETURN p.id AS phase, p.status AS status, p.valid_from AS since,
          CASE WHEN @day(p.valid_to) <= $on THEN p.valid_to END AS until,
          p.confidence AS confidence, p.source_url AS source
        ORDER BY @day(since)""",
        row=("phase", "status", "since", "until", "confidence", "source"),
    ),
    ReadyQuestion(
        id="parties",
        theme=THEME,
        says="Who is party to {agreement}, and which delegation speaks for them?",
        means=(
            "a party on the day looked at, or one that had signed and was not bound yet, with the"
            " delegations on record for it"
        ),
        parameters=(AGREEMENT, ON),
        cypher="""
        MATCH (asked:Agreement {id: $agreement})<-[t:PARTY_TO]-(c:Economy)
        USING INDEX SEEK asked:Agreement(id)
        WITH t, c, @holds(t) AS bound, @day(t.signed_on) AS signed
        WHERE bound OR signed <= $on AND @day(t.valid_from) > $on
        OPTIONAL MATCH (c)<-[s:REPRESENTS]-(d:Delegation)
        WHERE @holds(s)
        RETURN c.id AS economy, coalesce(c.short_name, c.name) AS name,
          CASE WHEN bound THEN t.standing ELSE 'signed' END AS standing,
          CASE WHEN bound THEN t.valid_from ELSE t.signed_on END AS since,
          collect(DISTINCT d.id) AS delegations, t.confidence AS confidence
        ORDER BY name""",
        row=("economy", "name", "standing", "since", "delegations", "confidence"),
    ),
    ReadyQuestion(
        id="open-talks",
        theme=THEME,
        says="Which negotiations are open, and how many Internet issues are on the table?",
        means="an agreement in an open phase",
        parameters=(ON,),
        cypher="""
        MATCH (a:Agreement)<-[:PHASE_OF]-(p:Phase)
        WHERE @open(p)
        OPTIONAL MATCH (a)-[c:COVERS]->(i:Issue)
        WHERE @tabled(c)
        WITH a, p, count(DISTINCT i) AS issue_count
        OPTIONAL MATCH (a)<-[n:NEGOTIATES]-(d:Delegation)
        WHERE @seated(n)
        RETURN a.id AS agreement, coalesce(a.short_name, a.name) AS name, p.status AS status,
          p.valid_from AS since, issue_count,
          count(DISTINCT d) AS delegation_count, p.confidence AS confidence
        ORDER BY issue_count DESC, name, agreement""",
        row=(
            "agreement",
            "name",
            "status",
            "since",
            "issue_count",
            "delegation_count",
            "confidence",
        ),
    ),
    ReadyQuestion(
        id="open-talks-on-issue",
        theme=THEME,
        says="Which open negotiations have {issue} on the table?",
        means=(
            "an agreement in an open phase that treats the issue or, for a group, one of its issues"
        ),
        parameters=(ISSUE, ON),
        cypher="""
        MATCH (t:Issue)-[:PART_OF*0..1]->(asked:Issue {id: $issue})
        USING INDEX SEEK asked:Issue(id)
        MATCH (t)<-[c:COVERS]-(a:Agreement)<-[:PHASE_OF]-(p:Phase)
        WHERE @tabled(c) AND @open(p)
        RETURN a.id AS agreement, coalesce(a.short_name, a.name) AS name, p.status AS status,
          collect(DISTINCT t.id) AS issues,
          collect(DISTINCT @treated(c)) AS strengths,
          a.text_public_during_negotiation AS text_public
        ORDER BY name, agreement""",
        row=("agreement", "name", "status", "issues", "strengths", "text_public"),
    ),
    ReadyQuestion(
        id="digital-talks",
        theme=THEME,
        says="Who negotiates digital agreements now?",
        means="a delegation at the table of an open digital negotiation",
        parameters=(ON,),
        cypher="""
        MATCH (a:Agreement)<-[:PHASE_OF]-(p:Phase)
        WHERE a.kind CONTAINS 'digital' AND @open(p)
        MATCH (a)<-[n:NEGOTIATES]-(d:Delegation)
        WHERE @seated(n)
        RETURN a.id AS agreement, coalesce(a.short_name, a.name) AS name, p.status AS status,
          d.id AS delegation, n.role AS role, n.confidence AS confidence
        ORDER BY name, agreement, delegation""",
        row=("agreement", "name", "status", "delegation", "role", "confidence"),
    ),
    ReadyQuestion(
        id="closed-texts",
        theme=THEME,
        says="In which open negotiations can the text not be read?",
        means="an agreement in an open phase whose drafts are secret, or known from leaks only",
        parameters=(ON,),
        cypher="""
        MATCH (a:Agreement)<-[:PHASE_OF]-(p:Phase)
        WHERE a.text_public_during_negotiation IN ['no', 'leaked_only'] AND @open(p)
        OPTIONAL MATCH (a)-[:NEGOTIATED_IN]->(v:Venue)
        RETURN a.id AS agreement, coalesce(a.short_name, a.name) AS name, p.status AS status,
          a.text_public_during_negotiation AS text_public,
          collect(DISTINCT v.id) AS venues
        ORDER BY name, agreement""",
        row=("agreement", "name", "status", "text_public", "venues"),
    ),
)
