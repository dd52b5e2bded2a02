"""Lists of persons: their names, posts and telephones stay out, and their bodies come in once."""

from __future__ import annotations

import re

from loaders.check.form_rows import EMAIL
from loaders.sheets.heading_words import folded
from loaders.sheets.table_finder import SheetTable

NAMES_OUT = "names of persons stay out; the graph keeps bodies and roles"
#: Headings of a person's name or of a part of it.
PARTS = re.compile(
    r"(first|last|given|family|middle) ?names?|surname|forename|prenom|nom de famille|apellidos?|"
    r"nombre de pila|(person|participant|delegate|attendee|speaker)s?( full)? names?|"
    r"(full )?names? of (the )?(person|participant|delegate|attendee|speaker)s?"
)
#: Headings of the name of whatever the rows are: of persons, where an address for mail and a body
#: stand beside it.
WHOLE = re.compile(
    r"(full |your |contact |user )?name( original name)?|contact( person)?|"
    r"nom( complet| et prenom)?|nombre( completo| y apellidos)?"
)
#: Headings of when somebody came to a call and went, in its report; no body does.
CAME = re.compile(
    r"(first |last )?(join|leave)( time)?|(time )?(joined|left|exited)|heure (d arrivee|de depart)|"
    r"hora de (entrada|salida)"
)
#: Headings of the body that a person belongs to.
BODY = re.compile(
    r"\b(affiliation|affiliations|organi[sz]ation|company|employer|institution|institute|organisme|"
    r"organizacion|entreprise|empresa|institucion|university|ngo)\b"
)
#: What else is said of a person and of no body.
OF_PERSONS = re.compile(
    r"\b(position|post|job title|title|function|role|cargo|fonction|puesto|phone|telephone|mobile|"
    r"cell|telefono|gender|pronouns|date of birth|birthday)\b"
)
#: What a list of persons may say of their bodies.
OF_BODIES = frozenset(
    ("id", "name", "short_name", "other_names", "url", "stakeholder_group", "BASED_IN")
)
SITE = re.compile(r"web|site|homepage")
LOOKED_AT = 200


def columns_of_persons(table: SheetTable) -> dict[int, str]:
    """The columns that say something of persons alone, with the reason why they stay out; none
    where the rows are no persons.
    """
    headings = [folded(heading) for heading in table.headings]
    bodies = {place for place, word in enumerate(headings) if BODY.search(word)}
    parts = {place for place, word in enumerate(headings) if PARTS.fullmatch(word)}
    whole = {place for place, word in enumerate(headings) if WHOLE.fullmatch(word)} - bodies
    came = any(CAME.fullmatch(word) for word in headings)
    if not parts and not (whole and (came or (bodies and _has_addresses(table)))):
        return {}
    found = dict.fromkeys(parts | whole, NAMES_OUT)
    for place, word in enumerate(headings):
        if place not in found and place not in bodies and OF_PERSONS.search(word):
            found[place] = "it is said of persons, whom the graph does not keep"
    return found


def of_body(code: str, heading: str) -> bool:
    """Whether a list of persons says it of their bodies; an address may be that of a person's own
    page.

    >>> of_body("url", "Web Page"), of_body("url", "URL"), of_body("BASED_IN", "Country")
    (True, False, True)
    """
    return code in OF_BODIES and (code != "url" or bool(SITE.search(folded(heading))))


def _has_addresses(table: SheetTable) -> bool:
    """Whether a column holds addresses for mail."""
    for place in range(len(table.headings)):
        cells = table.column(place, LOOKED_AT)
        if cells and sum(bool(EMAIL.search(cell)) for cell in cells) > 0.5 * len(cells):
            return True
    return False
