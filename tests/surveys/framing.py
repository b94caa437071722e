"""What the tests of whom a survey asks say and press."""

from __future__ import annotations

from django.urls import reverse

from overens.surveys.models import Coverage

SHEET = """Svarande\tE-post\tEnhet\tGrupp
Åsa Öberg\tasa@example.org\tKulturnämnden\tUtveckling
Åsa Öberg\tasa@example.org\tTrafiknämnden\tUtveckling
Bo Ek\tbo@example.org\tTandvårdsnämnden\tHälsa
"""


def url(survey, name, *args):
    return reverse(f"surveys:{name}", args=[survey.slug, *args])


def answered_for(survey) -> dict[str, list[str]]:
    """Return what each answers for, by name."""
    found: dict[str, list[str]] = {
        person.name: [] for person in survey.frame_respondents.order_by("place")
    }
    for each in Coverage.objects.filter(respondent__survey=survey).order_by(
        "unit__place"
    ):
        found[each.respondent.name].append(each.unit.name["sv"])
    return found
