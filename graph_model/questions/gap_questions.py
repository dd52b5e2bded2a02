"""Where there is no line, and where a line is weak."""

from __future__ import annotations

from graph_model.questions.question import ReadyQuestion
from graph_model.questions.shared_parameters import AGREEMENT, ISSUE, ON, SINCE, SINCE_TWO_YEARS

THEME = "Where we have no line"

QUESTIONS = (
    ReadyQuestion(
        id="delegations-without-contact",
        theme=THEME,
        says="Which delegations in {agreement} have no recorded contact since {since}?",
        means="a delegation at the table without a recorded contact in that time",
        parameters=(AGREEMENT, SINCE, ON),
        cypher="""
        MATCH (asked:Agreement {id: $agreement})<-[n:NEGOTIATES]-(d:Delegation)
        USING INDEX SEEK asked:Agreement(id)
        WHERE @seated(n)
          AND NOT EXISTS {
            MATCH (d)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(:Member)
            WHERE @day(e.date) >= $since AND @day(e.date) <= $on
          }
        RETURN d.id AS delegation, d.name AS name, n.role AS role
        ORDER BY name, delegation""",
        row=("delegation", "name", "role"),
    ),
    ReadyQuestion(
        id="open-talks-without-line",
        theme=THEME,
        says="Which open negotiations touch {issue}, and to whom at the table do we have no line?",
        means=(
            "a delegation at the table of an open negotiation on the issue, without any recorded"
            " contact"
        ),
        parameters=(ISSUE, ON),
        cypher="""
        MATCH (t:Issue)-[:PART_OF*0..1]->(asked:Issue {id: $issue})
        USING INDEX SEEK asked:Issue(id)
        MATCH (t)<-[c:COVERS]-(a:Agreement)<-[:PHASE_OF]-(p:Phase)
        WHERE @tabled(c) AND @open(p)
        WITH DISTINCT a, p
        MATCH (a)<-[n:NEGOTIATES]-(d:Delegation)
        WHERE @seated(n)
          AND NOT EXISTS {
            MATCH (d)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(:Member)
            WHERE @day(e.date) <= $on
          }
        RETURN a.id AS agreement, coalesce(a.short_name, a.name) AS name, p.status AS status,
          d.id AS delegation, n.role AS role
        ORDER BY name, agreement, delegation""",
        row=("agreement", "name", "status", "delegation", "role"),
    ),
    ReadyQuestion(
        id="most-issues-no-outreach",
        theme=THEME,
        says="Which delegations carry most Internet issues and have had no outreach?",
        means=(
            "a delegation at an open table without any recorded contact; those with most issues"
            " first"
        ),
        parameters=(ON,),
        cypher="""
        MATCH (p:Phase)-[:PHASE_OF]->(a:Agreement)<-[n:NEGOTIATES]-(d:Delegation)
        WHERE @open(p) AND @seated(n)
          AND NOT EXISTS {
            MATCH (d)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(:Member)
            WHERE @day(e.date) <= $on
          }
        MATCH (a)-[c:COVERS]->(i:Issue)
        WHERE @tabled(c)
        RETURN d.id AS delegation, d.name AS name, count(DISTINCT i) AS issue_count,
          collect(DISTINCT a.id) AS agreements
        ORDER BY issue_count DESC, name, delegation""",
        row=("delegation", "name", "issue_count", "agreements"),
    ),
    ReadyQuestion(
        id="never-asked",
        theme=THEME,
        says="About which delegations were the members never asked?",
        means="a delegation at an open table: no recorded contact, and no member's answer about it",
        parameters=(ON,),
        cypher="""
        MATCH (p:Phase)-[:PHASE_OF]->(a:Agreement)<-[n:NEGOTIATES]-(d:Delegation)
        WHERE @open(p) AND @seated(n)
          AND (d.nobody_known_on IS NULL OR @day(d.nobody_known_on) > $on)
          AND NOT EXISTS { MATCH (d)<-[:SPEAKS_OF]-(w:Answer) WHERE @day(w.date) <= $on }
          AND NOT EXISTS {
            MATCH (d)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(:Member)
            WHERE @day(e.date) <= $on
          }
        RETURN d.id AS delegation, d.name AS name, count(DISTINCT a) AS agreement_count
        ORDER BY agreement_count DESC, name, delegation""",
        row=("delegation", "name", "agreement_count"),
    ),
    ReadyQuestion(
        id="line-but-not-on-issue",
        theme=THEME,
        says="Where do we have a line since {since}, but never raised {issue}?",
        means=(
            "a delegation at the table on the issue that members met, about anything but this issue"
        ),
        parameters=(ISSUE, SINCE, ON),
        cypher="""
        MATCH (t:Issue)-[:PART_OF*0..1]->(asked:Issue {id: $issue})
        USING INDEX SEEK asked:Issue(id)
        WITH collect(t) AS family
        UNWIND family AS t
        MATCH (t)<-[c:COVERS]-(a:Agreement)<-[:PHASE_OF]-(p:Phase)
        WHERE @tabled(c) AND @open(p)
        WITH DISTINCT family, a
        MATCH (a)<-[n:NEGOTIATES]-(d:Delegation)
        WHERE @seated(n)
        WITH family, collect(DISTINCT d) AS seated
        UNWIND seated AS d
        WITH family, d
        WHERE NOT EXISTS {
          MATCH (d)<-[:REACHED]-(r:Engagement)-[:ABOUT]->(raised:Issue)
          WHERE raised IN family AND @day(r.date) <= $on
        }
        MATCH (d)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
        WHERE @counts(e) AND @day(e.date) >= $since AND @day(e.date) <= $on
        RETURN d.id AS delegation, d.name AS name, collect(DISTINCT m.id) AS members,
          count(DISTINCT e) AS contact_count
        ORDER BY contact_count DESC, name, delegation""",
        row=("delegation", "name", "members", "contact_count"),
    ),
    ReadyQuestion(
        id="stale-lines",
        theme=THEME,
        says="Which lines have gone quiet: met once, but not since {since}?",
        means="a delegation whose latest contact lies before that day",
        parameters=(SINCE, ON),
        cypher="""
        MATCH (d:Delegation)<-[:REACHED]-(e:Engagement)
        WHERE @counts(e) AND @day(e.date) <= $on AND EXISTS { (e)<-[:TOOK_PART_IN]-(:Member) }
        WITH d, collect(e) AS contacts, max(@day(e.date)) AS latest
        WHERE latest < $since
        UNWIND [e IN contacts WHERE @day(e.date) = latest] AS e
        WITH d, size(contacts) AS contact_count, e
        ORDER BY e.id
        WITH d, contact_count, collect(e)[0] AS last
        RETURN d.id AS delegation, d.name AS name, last.date AS last_contact, last.id AS contact,
          COLLECT { MATCH (last)<-[:TOOK_PART_IN]-(m:Member) RETURN m.id ORDER BY m.id } AS members,
          contact_count
        ORDER BY last_contact, name, delegation""",
        row=("delegation", "name", "last_contact", "contact", "members", "contact_count"),
    ),
    ReadyQuestion(
        id="hangs-on-one",
        theme=THEME,
        says="Which lines rest on one member alone since {since}?",
        means="a delegation that exactly one member met in that time",
        parameters=(SINCE_TWO_YEARS, ON),
        cypher="""
        MATCH (d:Delegation)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
        WHERE @counts(e) AND @day(e.date) >= $since AND @day(e.date) <= $on
        WITH d, collect(DISTINCT m) AS members, count(DISTINCT e) AS contact_count
        WHERE size(members) = 1
        RETURN d.id AS delegation, d.name AS name, members[0].id AS member, contact_count
        ORDER BY name, delegation""",
        row=("delegation", "name", "member", "contact_count"),
    ),
    ReadyQuestion(
        id="tried-no-answer",
        theme=THEME,
        says="Where did members write or ask, and no answer is on record?",
        means="a delegation whose contacts were all refused or left without a recorded answer",
        parameters=(ON,),
        cypher="""
        MATCH (d:Delegation)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
        WHERE @day(e.date) <= $on
        WITH d, collect(DISTINCT e) AS contacts, collect(DISTINCT m.id) AS members
        WHERE none(e IN contacts WHERE @counts(e))
        RETURN d.id AS delegation, d.name AS name, size(contacts) AS contact_count, members
        ORDER BY contact_count DESC, name, delegation""",
        row=("delegation", "name", "contact_count", "members"),
    ),
    ReadyQuestion(
        id="missing-groups",
        theme=THEME,
        says="Which stakeholder groups has each delegation in {agreement} not heard?",
        means="a delegation at the table, with the groups that met it and those that did not",
        parameters=(AGREEMENT, ON),
        cypher="""
        MATCH (asked:Agreement {id: $agreement})<-[n:NEGOTIATES]-(d:Delegation)
        USING INDEX SEEK asked:Agreement(id)
        WHERE @seated(n)
        OPTIONAL MATCH (d)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
        WHERE @counts(e) AND @day(e.date) <= $on
        WITH d, collect(DISTINCT m.stakeholder_group) AS groups
        WITH d, groups, [g IN @groups WHERE NOT g IN groups] AS missing_groups
        RETURN d.id AS delegation, d.name AS name, groups, missing_groups
        ORDER BY size(missing_groups) DESC, name, delegation""",
        row=("delegation", "name", "groups", "missing_groups"),
    ),
    ReadyQuestion(
        id="economies-without-member",
        theme=THEME,
        says="In which economies at an open table is no member based?",
        means="an economy whose delegation negotiates now, and where no member has its seat",
        parameters=(ON,),
        cypher="""
        MATCH (p:Phase)-[:PHASE_OF]->(a:Agreement)<-[n:NEGOTIATES]-(d:Delegation)
          -[s:REPRESENTS]->(c:Economy)
        WHERE @open(p) AND @seated(n) AND @holds(s)
          AND NOT EXISTS { MATCH (c)<-[:BASED_IN]-(:Member) }
        RETURN c.id AS economy, coalesce(c.short_name, c.name) AS name,
          collect(DISTINCT d.id) AS delegations, count(DISTINCT a) AS agreement_count
        ORDER BY agreement_count DESC, name""",
        row=("economy", "name", "delegations", "agreement_count"),
    ),
)
