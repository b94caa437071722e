"""Every field of every form that changes something is read back as written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django import forms
from django.urls import reverse

from overens.common.audit import SYSTEM
from overens.common.dates import PartialDate
from overens.common.form_pages import PartialDateFormField
from overens.governance import actions
from tests import make
from tests.governance.rows import make_decision, make_group, make_seat

pytestmark = pytest.mark.django_db


def _other(field, now):
    """Return a value that the field can take, other than the one it has."""
    if isinstance(field, (forms.MultipleChoiceField, forms.ChoiceField)):
        keys = [str(key) for key, _label in field.choices if str(key)]
        held = [str(each) for each in now] if isinstance(now, list) else [str(now)]
        free = [key for key in keys if key not in held]
        if isinstance(field, forms.MultipleChoiceField):
            return free[:2] or keys[:1]
        return free[0]
    if isinstance(field, forms.BooleanField):
        return "" if now else "on"
    if isinstance(field, PartialDateFormField):
        return "2025-04"
    if isinstance(field, forms.DateField):
        return "2026-03-04"
    if isinstance(field, forms.IntegerField):
        return "7"
    if isinstance(field, forms.EmailField):
        return "annan@example.org"
    if isinstance(field, forms.URLField):
        return "https://example.org/annan"
    return f"Ny {field.label}"[: field.max_length]


def _group(space):
    other = make_group(space, "Beredningen", kind="preparatory")
    group = make_group(space)
    return reverse("governance:group_change", args=[space.slug, group.slug]), {
        "prepares_for": str(other.pk)
    }


def _seat(space):
    make.make_person("sigrid")
    make.make_organisation("Annan förening")
    seat = make_seat(make_group(space))
    args = [space.slug, seat.group.slug, seat.uuid]
    return reverse("governance:seat_change", args=args), {
        "party": "civil",
        "holder": "Annan förening",
        "person": "sigrid@example.org",
        "last_day": "2027-03-04",
    }


def _meeting(space):
    meeting = actions.add_meeting(group=make_group(space), day=PartialDate(), by=SYSTEM)
    args = [space.slug, meeting.group.slug, meeting.uuid]
    return reverse("governance:meeting_change", args=args), {}


def _decision(space):
    make_decision(space, "Tidigare", day="2024-01-01")
    make.make_unit("Kulturnämnden", origin=space.origin)
    decision = make_decision(space)
    args = [space.slug, decision.slug]
    return reverse("governance:decision_change", args=args), {
        "unit": "Kulturnämnden (Region Strandland)",
        "paragraph": "17",
    }


def _memorandum(space):
    memorandum = actions.record_memorandum(
        decision=make_decision(space), title={"sv": "Skrivelse"}, by=SYSTEM
    )
    args = [space.slug, memorandum.uuid]
    return reverse("governance:memorandum_change", args=args), {}


def _assignment(space):
    make.make_unit("Kulturnämnden", origin=space.origin)
    assignment = actions.record_assignment(
        decision=make_decision(space), text={"sv": "Återkom"}, by=SYSTEM
    )
    args = [space.slug, assignment.uuid]
    return reverse("governance:assignment_change", args=args), {
        "owner": "Kulturnämnden (Region Strandland)"
    }


def _answer(space):
    make_decision(space, "Svaret")
    assignment = actions.record_assignment(
        decision=make_decision(space), text={"sv": "Återkom"}, by=SYSTEM
    )
    actions.answer_assignment(assignment=assignment, day=PartialDate(2024), by=SYSTEM)
    args = [space.slug, assignment.uuid]
    return reverse("governance:answer_change", args=args), {}


def _organisation(space):
    from overens.organisations.models import Area, Municipality
    from overens.organisations.rules import AREAS

    for number in range(3):
        Municipality.objects.create(
            code=f"990{number}", name=f"Kommun {number}", county="99", origin="made up"
        )
        Area.objects.create(
            classification=AREAS,
            key=f"omrade-{number}",
            name={"sv": f"Område {number}"},
        )
    organisation = make.make_organisation("Lokal")
    return reverse("organisations:organisation_change", args=[organisation.slug]), {
        "org_number": "899999-9991",
        "founded": "1992",
        "status": "dissolved",
        "dissolved_on": "2024-05",
        "source": "secretariat",
    }


def _unit(space):
    make.make_unit("Kulturnämnden", origin=space.origin)
    unit = make.make_unit(origin=space.origin)
    return reverse("organisations:unit_change", args=[unit.body.slug, unit.slug]), {}


def _space(space):
    return reverse("accounts:space_change", args=[space.slug]), {
        "columns": ["organisations", "governance"]
    }


EDITED = [
    *(_group, _seat, _meeting, _decision, _memorandum, _assignment, _answer),
    *(_organisation, _unit, _space),
]


@pytest.mark.parametrize("make_page", EDITED)
def test_every_field_that_is_changed_is_read_back(client, strandland, petra, make_page):
    make.make_compact(strandland)
    address, named = make_page(strandland)
    client.force_login(petra)
    form = client.get(address).context["form"]
    written = {
        name: named.get(name, _other(field, form[name].value()))
        for name, field in form.fields.items()
    }

    answer = client.post(address, written)

    assert answer.status_code == 302, answer.context["form"].errors
    kept = client.get(address).context["form"]
    for name in written:
        value = kept.fields[name].prepare_value(kept[name].value())
        assert _plain(value) == _plain(written[name]), name


def _plain(value):
    if isinstance(value, (list, tuple)):
        return sorted(str(each) for each in value)
    text = "on" if value is True else str(value or "")
    return text.replace("-", "") if text.startswith("899999") else text


def test_a_group_cannot_prepare_matters_for_itself_in_a_ring(client, strandland, petra):
    first, second, third = (
        make_group(strandland, name) for name in ("Ett", "Två", "Tre")
    )
    for below, above in pairwise((first, second, third)):
        actions.change_group(group=below, prepares_for=above, by=SYSTEM)
    client.force_login(petra)
    address = reverse("governance:group_change", args=["strandland", third.slug])

    answer = client.post(
        address,
        {
            "name_sv": "Tre",
            "kind": "steering",
            "regime": "notes",
            "prepares_for": first.pk,
        },
    )

    assert answer.status_code == 422
    assert "kan inte förbereda ärenden åt sig själv" in answer.content.decode()
