"""Legal ways in, events, forums and venues."""

from __future__ import annotations

from graph_model.questions.question import ReadyQuestion
from graph_model.questions.shared_parameters import ACCESS, DELEGATION, ISSUE, ON, UNTIL, VENUE

THEME = "Ways in and forums"
#: An open forum: civil society and technical bodies have a place there of their own.
OPEN_FORUM = (
    "['multistakeholder_equal', 'accredited_observer', 'advisory_seat', 'institutional_seat',"
    " 'by_invitation']"
)

QUESTIONS = (
    ReadyQuestion(
        id="ways-in-by-deadline",
        theme=THEME,
        says="Where may we legally get in, by when and on what condition, until {until}?",
        means=(
            "a procedure that can be used, with its own next date or the next deadline or"
            " consultation it bears on; those with a date first"
        ),
        parameters=(UNTIL, ON),
        cypher="""
        MATCH (w:ConsultationMechanism)-[:OPENS]->(x:Delegation|Venue)
        WHERE w.status IN ['active', 'ad_hoc'] AND coalesce(@day(w.open_since), '') <= $on
          AND coalesce(@day(w.open_until), '9999') > $on
        CALL (x) {
          MATCH (x)-[:NEGOTIATES]->(:Agreement)<-[:CONVENES]-(ev:Event)
          WHERE ev.kind IN ['deadline', 'consultation'] AND @day(ev.start_date) >= $on
            AND @day(ev.start_date) <= $until
          RETURN ev
          UNION
          MATCH (x)<-[:HOSTED_BY]-(ev:Event)
          WHERE ev.kind IN ['deadline', 'consultation'] AND @day(ev.start_date) >= $on
            AND @day(ev.start_date) <= $until
          RETURN ev
          UNION
          RETURN null AS ev
        }
        WITH w, x, ev
        ORDER BY @day(ev.start_date), ev.id
        WITH w, x, collect(ev)[0] AS first, substring(w.next_date, 5, 2) AS month,
          w.next_date < left($on, size(w.next_date)) AS over,
          toInteger(left(w.next_date, 4)) AS year, toInteger(left($on, 4)) AS this_year
        WITH w, x, first, month, over, year,
          CASE WHEN month < substring($on, 5, 2) THEN this_year + 1 ELSE this_year END AS sooner
        WITH w, x, first, CASE
          WHEN w.recurs = 'yearly' AND month <> '' AND over
            THEN toString(CASE WHEN sooner > year THEN sooner ELSE year + 1 END) + '-' + month
          WHEN w.recurs = 'yearly' AND month <> '' AND sooner < year
            THEN toString(sooner) + '-' + month
          WHEN NOT over THEN w.next_date END AS ahead
        WITH w, x, first, CASE WHEN @day(ahead) <= $until THEN ahead END AS own
        WITH w, x, first, own, own IS NOT NULL
          AND (first IS NULL OR @day(own) <= @day(first.start_date)) AS its_own
        RETURN w.id AS way_in, w.name AS name, w.kind AS kind, x.id AS into,
          CASE WHEN its_own THEN own ELSE first.start_date END AS next_date,
          CASE WHEN its_own THEN null ELSE first.id END AS event, w.open_to AS open_to,
          w.who_may_take_part AS who_may_take_part, w.clearance_or_condition AS condition,
          w.confidence AS confidence, w.how_to_apply_url AS apply_at
        ORDER BY @day(next_date), name, into""",
        row=(
            "way_in",
            "name",
            "kind",
            "into",
            "next_date",
            "event",
            "open_to",
            "who_may_take_part",
            "condition",
            "confidence",
            "apply_at",
        ),
    ),
    ReadyQuestion(
        id="ways-into",
        theme=THEME,
        says="Which legal ways lead into {delegation}, or into the venues where it negotiates?",
        means="a procedure, with where it leads and whether it can be used",
        parameters=(DELEGATION, ON),
        cypher="""
        MATCH (d:Delegation {id: $delegation})
        USING INDEX SEEK d:Delegation(id)
        CALL (d) {
          MATCH (d)<-[:OPENS]-(w:ConsultationMechanism)
          RETURN w, d AS x
          UNION
          MATCH (d)-[n:NEGOTIATES]->(:Agreement)-[:NEGOTIATED_IN]->(x:Venue)
            <-[:OPENS]-(w:ConsultationMechanism)
          WHERE @seated(n)
          RETURN w, x
        }
        RETURN w.id AS way_in, w.name AS name, w.kind AS kind, w.status AS status, x.id AS into,
          w.who_may_take_part AS who_may_take_part,
          w.clearance_or_condition AS condition, w.confidence AS confidence,
          w.how_to_apply_url AS apply_at
        ORDER BY status, name, into""",
        row=(
            "way_in",
            "name",
            "kind",
            "status",
            "into",
            "who_may_take_part",
            "condition",
            "confidence",
            "apply_at",
        ),
    ),
    ReadyQuestion(
        id="next-events",
        theme=THEME,
        says="Which events come up until {until}?",
        means="an event, with the talks on its table and how outsiders can be present",
        parameters=(UNTIL, ON),
        cypher="""
        MATCH (ev:Event)
        WHERE coalesce(@day(ev.end_date), @day(ev.start_date)) >= $on
          AND @day(ev.start_date) <= $until
        OPTIONAL MATCH (ev)-[:CONVENES]->(a:Agreement)
        WITH ev, collect(DISTINCT a.id) AS agreements
        OPTIONAL MATCH (ev)-[:HOSTED_BY]->(v:Venue)
        RETURN ev.id AS event, ev.name AS name, ev.kind AS kind, ev.start_date AS date, agreements,
          collect(DISTINCT v.id) AS venues,
          ev.civil_society_access AS civil_society_access, ev.confidence AS confidence
        ORDER BY @day(date), name""",
        row=(
            "event",
            "name",
            "kind",
            "date",
            "agreements",
            "venues",
            "civil_society_access",
            "confidence",
        ),
    ),
    ReadyQuestion(
        id="open-forums",
        theme=THEME,
        says="Which open forum already handles {issue}?",
        means=(
            "a venue with a place for outsiders, where the issue was raised or where talks on it"
            " are held or followed"
        ),
        parameters=(ISSUE, ON),
        cypher=f"""
        MATCH (t:Issue)-[:PART_OF*0..1]->(asked:Issue {{id: $issue}})
        USING INDEX SEEK asked:Issue(id)
        CALL (t) {{
          MATCH (t)<-[:ABOUT]-(e:Engagement)-[:HELD_AT]->(v:Venue)
          WHERE @day(e.date) <= $on
          RETURN v, e, null AS a
          UNION
          MATCH (t)<-[:ABOUT]-(e:Engagement)-[:HELD_AT]->(:Event)-[:HOSTED_BY]->(v:Venue)
          WHERE @day(e.date) <= $on
          RETURN v, e, null AS a
          UNION
          MATCH (t)<-[c:COVERS]-(a:Agreement)-[:NEGOTIATED_IN|DISCUSSED_IN]->(v:Venue)
          WHERE @recorded(c) AND @begun(a)
          RETURN v, null AS e, a
        }}
        WITH v, count(DISTINCT e) AS contact_count, collect(DISTINCT a.id) AS agreements
        WHERE v.ngo_access IN {OPEN_FORUM}
        RETURN v.id AS venue, coalesce(v.short_name, v.name) AS name, v.ngo_access AS access,
          contact_count, agreements
        ORDER BY contact_count DESC, name""",
        row=("venue", "name", "access", "contact_count", "agreements"),
    ),
    ReadyQuestion(
        id="discussed-elsewhere",
        theme=THEME,
        says="Where else is {issue} discussed in the open?",
        means="the issue or, for a group, one of its issues, with the forums in words",
        parameters=(ISSUE,),
        cypher="""
        MATCH (t:Issue)-[:PART_OF*0..1]->(asked:Issue {id: $issue})
        USING INDEX SEEK asked:Issue(id)
        WHERE t.open_forum_elsewhere IS NOT NULL
        RETURN t.id AS issue, t.name AS name, t.open_forum_elsewhere AS elsewhere,
          t.confidence AS confidence, t.source_url AS source
        ORDER BY name""",
        row=("issue", "name", "elsewhere", "confidence", "source"),
    ),
    ReadyQuestion(
        id="both-rooms",
        theme=THEME,
        says="Which members sit both in an open forum on {issue} and with those who negotiate it?",
        means=(
            "a member that raised the issue in an open forum and met a delegation with the issue on"
            " its table"
        ),
        parameters=(ISSUE, ON),
        cypher=f"""
        MATCH (t:Issue)-[:PART_OF*0..1]->(asked:Issue {{id: $issue}})
        USING INDEX SEEK asked:Issue(id)
        WITH collect(t) AS family
        UNWIND family AS t
        MATCH (t)<-[:ABOUT]-(e:Engagement)-[:HELD_AT]->(v:Venue)
        WHERE v.ngo_access IN {OPEN_FORUM} AND @day(e.date) <= $on
        MATCH (e)<-[:TOOK_PART_IN]-(m:Member)
        WHERE @ours(m)
        WITH family, m, collect(DISTINCT v.id) AS forums
        WITH family, collect([m, forums]) AS found
        CALL (family) {{
          UNWIND family AS t
          MATCH (t)<-[c:COVERS]-(a:Agreement)<-[:PHASE_OF]-(p:Phase)
          WHERE @open(p) AND @tabled(c)
          WITH DISTINCT a
          MATCH (a)<-[n:NEGOTIATES]-(d:Delegation)
          WHERE @seated(n)
          RETURN collect(DISTINCT d) AS seated
        }}
        UNWIND found AS each
        WITH seated, each[0] AS m, each[1] AS forums
        MATCH (m)-[:TOOK_PART_IN]->(r:Engagement)-[:REACHED]->(d:Delegation)
        WHERE @counts(r) AND @day(r.date) <= $on AND d IN seated
        RETURN m.id AS member, m.name AS name, forums, collect(DISTINCT d.id) AS delegations
        ORDER BY size(delegations) DESC, name""",
        row=("member", "name", "forums", "delegations"),
    ),
    ReadyQuestion(
        id="talks-at",
        theme=THEME,
        says="What is negotiated, decided or looked after in {venue}?",
        means="an agreement, with what ties it to the venue",
        parameters=(VENUE, ON),
        cypher="""
        MATCH (asked:Venue {id: $venue})
          <-[t:NEGOTIATED_IN|ADMINISTERED_BY|NOTIFIED_TO|DISCUSSED_IN|DECIDED_IN]-(a:Agreement)
        USING INDEX SEEK asked:Venue(id)
        WHERE @begun(a)
        OPTIONAL MATCH (a)<-[:PHASE_OF]-(p:Phase)
        WHERE @holds(p)
        RETURN a.id AS agreement, coalesce(a.short_name, a.name) AS name, toLower(type(t)) AS tied,
          p.status AS status
        ORDER BY tied, name, agreement""",
        row=("agreement", "name", "tied", "status"),
    ),
    ReadyQuestion(
        id="venues-with-access",
        theme=THEME,
        says="Which venues let outsiders in as “{access}”?",
        means="a venue with this access, and how many open negotiations are held there",
        parameters=(ACCESS, ON),
        cypher="""
        MATCH (v:Venue)
        WHERE v.ngo_access = $access
        OPTIONAL MATCH (v)<-[:NEGOTIATED_IN]-(a:Agreement)
        WHERE EXISTS { MATCH (a)<-[:PHASE_OF]-(p:Phase) WHERE @open(p) }
        RETURN v.id AS venue, coalesce(v.short_name, v.name) AS name,
          v.ngo_access_note AS access_note, count(DISTINCT a) AS agreement_count
        ORDER BY agreement_count DESC, name""",
        row=("venue", "name", "access_note", "agreement_count"),
    ),
)
