"""Where there is no line, and where a line is weak."""

from __future__ import annotations

from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.questions.question import ReadyQuestion
from graph_model.questions.shared_parameters import AGREEMENT, ISSUE, ON, SINCE

THEME = "Where we have no line"

QUESTIONS = (
    ReadyQuestion(
        id="delegations-without-contact",
        theme=THEME,
        says=f"Which delegations in {{agreement}} have {NO_RECORDED_CONTACT} since {{since}}?",
        means="a delegation at the table without a recorded contact of ours in that time",
        parameters=(AGREEMENT, SINCE, ON),
        cypher="""
        MATCH (asked:Agreement {id: $agreement})<-[n:NEGOTIATES]-(d:Delegation)
        USING INDEX SEEK asked:Agreement(id)
        WHERE @seated(n)
          AND NOT EXISTS {
            MATCH (d)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
            WHERE @day(e.date) >= $since AND @day(e.date) <= $on AND @ours(m)
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
            "a delegation at the table of an open negotiation on the issue to which nobody of us"
            " has a live line, and what sort of gap that is"
        ),
        parameters=(ISSUE, ON),
        cypher="""
        MATCH (t:Issue)-[:PART_OF*0..1]->(asked:Issue {id: $issue})
        USING INDEX SEEK asked:Issue(id)
        WITH collect(t.id) AS family
        UNWIND $lines AS line
        WITH family, line
        WHERE line.kind IN @without_line AND any(issue IN line.issues WHERE issue IN family)
        MATCH (d:Delegation {id: line.delegation})-[n:NEGOTIATES]->(a:Agreement)
          <-[:PHASE_OF]-(p:Phase)
        USING INDEX SEEK d:Delegation(id)
        WHERE @seated(n) AND @open(p) AND EXISTS { MATCH (a)-[c:COVERS]->(t:Issue)
          WHERE t.id IN family AND @tabled(c) }
        RETURN DISTINCT a.id AS agreement, coalesce(a.short_name, a.name) AS name,
          p.status AS status, d.id AS delegation, n.role AS role, line.kind AS gap
        ORDER BY name, agreement, delegation""",
        row=("agreement", "name", "status", "delegation", "role", "gap"),
    ),
    ReadyQuestion(
        id="most-issues-no-outreach",
        theme=THEME,
        says="Which delegations carry most Internet issues and have had no outreach?",
        means=(
            "a delegation at an open table without any recorded contact of ours (not known, or"
            " nobody known); those with most issues first"
        ),
        parameters=(ON,),
        cypher="""
        UNWIND $lines AS line
        WITH line
        WHERE line.kind IN ['nobody', 'unknown']
        MATCH (d:Delegation {id: line.delegation})-[n:NEGOTIATES]->(a:Agreement)
          <-[:PHASE_OF]-(p:Phase)
        USING INDEX SEEK d:Delegation(id)
        WHERE @seated(n) AND @open(p) AND EXISTS { MATCH (a)-[c:COVERS]->(:Issue) WHERE @tabled(c) }
        RETURN d.id AS delegation, d.name AS name, size(line.issues) AS issue_count,
          line.kind AS gap, collect(DISTINCT a.id) AS agreements
        ORDER BY issue_count DESC, name, delegation""",
        row=("delegation", "name", "issue_count", "gap", "agreements"),
    ),
    ReadyQuestion(
        id="never-asked",
        theme=THEME,
        says="About which delegations were the members never asked?",
        means=(
            f"a delegation that is not known: {NO_RECORDED_CONTACT} of ours, and no member's answer"
            " about it"
        ),
        parameters=(ON,),
        cypher="""
        UNWIND $lines AS line
        WITH line
        WHERE line.kind = 'unknown'
        MATCH (d:Delegation {id: line.delegation})-[n:NEGOTIATES]->(a:Agreement)
          <-[:PHASE_OF]-(p:Phase)
        USING INDEX SEEK d:Delegation(id)
        WHERE @seated(n) AND @open(p) AND EXISTS { MATCH (a)-[c:COVERS]->(:Issue) WHERE @tabled(c) }
          AND NOT EXISTS { MATCH (d)<-[:SPEAKS_OF]-(w:Answer)<-[:GAVE]-(m:Member)
            WHERE @day(w.date) <= $on AND @ours(m) }
        RETURN d.id AS delegation, d.name AS name, count(DISTINCT a) AS agreement_count
        ORDER BY agreement_count DESC, name, delegation""",
        row=("delegation", "name", "agreement_count"),
    ),
    ReadyQuestion(
        id="line-but-not-on-issue",
        theme=THEME,
        says="Where do we have a live line, but never raised {issue}?",
        means=(
            "a delegation with a live line to us and the issue on its table, and no contact of ours"
            " about it; of a group, about none of it"
        ),
        parameters=(ISSUE,),
        cypher="""
        MATCH (t:Issue)-[:PART_OF*0..1]->(asked:Issue {id: $issue})
        USING INDEX SEEK asked:Issue(id)
        WITH collect(t.id) AS family
        UNWIND $lines AS line
        WITH line.delegation AS id, line.kind AS kind, line.members AS members,
          [issue IN line.issues WHERE issue IN family] AS issues
        WHERE size(issues) > 0
        UNWIND issues AS issue
        WITH id, collect(DISTINCT kind) AS kinds, collect(issue) AS issues,
          collect(members)[0] AS members
        WHERE kinds = ['never_raised']
        MATCH (d:Delegation {id: id})
        USING INDEX SEEK d:Delegation(id)
        RETURN d.id AS delegation, d.name AS name, members, issues
        ORDER BY size(issues) DESC, name, delegation""",
        row=("delegation", "name", "members", "issues"),
    ),
    ReadyQuestion(
        id="stale-lines",
        theme=THEME,
        says="Which lines have gone quiet?",
        means=(
            "a delegation at an open table to which one of us had a live line once, with what was"
            " left on record last"
        ),
        parameters=(ON,),
        cypher="""
        UNWIND $lines AS line
        WITH line
        WHERE line.kind = 'quiet'
        MATCH (d:Delegation {id: line.delegation})
        USING INDEX SEEK d:Delegation(id)
        OPTIONAL MATCH (d)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
        WHERE @counts(e) AND @day(e.date) <= $on AND @ours(m)
        WITH DISTINCT d, line, e
        ORDER BY @day(e.date) DESC, e.id
        WITH d, line, collect(e)[0] AS last, count(e) AS contact_count
        RETURN d.id AS delegation, d.name AS name, last.date AS last_contact, last.id AS contact,
          COLLECT { MATCH (last)<-[:TOOK_PART_IN]-(m:Member)
            WHERE @ours(m) RETURN m.id ORDER BY m.id } AS members,
          line.issues AS issues, contact_count
        ORDER BY @day(last_contact), name, delegation""",
        row=("delegation", "name", "last_contact", "contact", "members", "issues", "contact_count"),
    ),
    ReadyQuestion(
        id="hangs-on-one",
        theme=THEME,
        says="Which lines rest on one of us alone?",
        means="a delegation and the one member that has a live line to it on these issues",
        parameters=(ON,),
        cypher="""
        UNWIND $lines AS line
        WITH line
        WHERE line.kind = 'one'
        MATCH (d:Delegation {id: line.delegation})
        USING INDEX SEEK d:Delegation(id)
        OPTIONAL MATCH (d)<-[:REACHED]-(e:Engagement)
          <-[:TOOK_PART_IN]-(:Member {id: line.members[0]})
        WHERE @counts(e) AND @day(e.date) <= $on
        WITH d, line, @last(e.date) AS last_contact
        RETURN d.id AS delegation, d.name AS name, line.members[0] AS member,
          line.issues AS issues, last_contact
        ORDER BY size(issues) DESC, name, delegation, member""",
        row=("delegation", "name", "member", "issues", "last_contact"),
    ),
    ReadyQuestion(
        id="tried-no-answer",
        theme=THEME,
        says="Where did members write or ask, and were refused, or no answer is on record?",
        means=(
            "a delegation at an open table: every contact of ours was refused or left without a"
            " recorded answer"
        ),
        parameters=(ON,),
        cypher="""
        UNWIND $lines AS line
        WITH line
        WHERE line.kind = 'no_answer'
        MATCH (d:Delegation {id: line.delegation})
        USING INDEX SEEK d:Delegation(id)
        OPTIONAL MATCH (d)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
        WHERE @day(e.date) <= $on AND @ours(m)
        RETURN d.id AS delegation, d.name AS name, count(DISTINCT e) AS contact_count,
          collect(DISTINCT m.id) AS members, line.issues AS issues
        ORDER BY contact_count DESC, name, delegation""",
        row=("delegation", "name", "contact_count", "members", "issues"),
    ),
    ReadyQuestion(
        id="missing-groups",
        theme=THEME,
        says="Which stakeholder groups has each delegation in {agreement} not heard?",
        means=(
            "a delegation at the table, with the groups of ours that met it and those that did not"
        ),
        parameters=(AGREEMENT, ON),
        cypher="""
        MATCH (asked:Agreement {id: $agreement})<-[n:NEGOTIATES]-(d:Delegation)
        USING INDEX SEEK asked:Agreement(id)
        WHERE @seated(n)
        OPTIONAL MATCH (d)<-[:REACHED]-(e:Engagement)<-[:TOOK_PART_IN]-(m:Member)
        WHERE @counts(e) AND @day(e.date) <= $on AND @ours(m)
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
          AND NOT EXISTS { MATCH (c)<-[:BASED_IN]-(m:Member) WHERE @ours(m) }
        RETURN c.id AS economy, coalesce(c.short_name, c.name) AS name,
          collect(DISTINCT d.id) AS delegations, count(DISTINCT a) AS agreement_count
        ORDER BY agreement_count DESC, name""",
        row=("economy", "name", "delegations", "agreement_count"),
    ),
)
