"""What is said about a compact, its versions and its sentences besides new texts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from overens.common.form_pages import PartialDateFormField, as_initial, words
from overens.common.forms import HouseForm
from overens.common.texts import LANGUAGES
from overens.compacts.forms.recording import organisation_called
from overens.compacts.models import Compact
from overens.compacts.models.compact import status_choices
from overens.compacts.models.version import Sentence, beginning_choices
from overens.compacts.queries.wording import FIELDS, kind_of
from overens.compacts.rules.wording import LONGEST_HEADING, LONGEST_PASSAGE
from overens.organisations.models import Organisation

LEVELS = (
    ("regional", _("regional")),
    ("local", _("local")),
    ("national", pgettext_lazy("compact", "national")),
    ("", _("not stated")),
)


class CompactForm(HouseForm):
    """What is said about the compact besides its wording."""

    part_headings = {
        "lead_sv": _("What readers see first"),
        "level": _("Where it holds, and who looks after it"),
        "principle_years": _("How often it is reviewed"),
        "source_note_sv": _("Where this is said"),
    }

    name_sv = words(_("Name in Swedish"), required=True, longest=200)
    name_en = words(_("Name in English"), longest=200)
    short_name_sv = words(_("Short name in Swedish"), longest=60)
    short_name_en = words(_("Short name in English"), longest=60)
    status = forms.ChoiceField(
        label=_("Status"), choices=status_choices, widget=forms.RadioSelect
    )
    ended_why_sv = words(_("Why it ended, in Swedish"), rows=2, longest=1000)
    ended_why_en = words(_("Why it ended, in English"), rows=2, longest=1000)
    began = PartialDateFormField(label=_("The work began"))
    lead_sv = words(_("In two sentences, in Swedish"), rows=3, longest=600)
    lead_en = words(_("In two sentences, in English"), rows=3, longest=600)
    in_short_sv = words(
        _("In short, in Swedish"),
        rows=5,
        longest=1500,
        help_text=_("One point a line, five points at most."),
    )
    in_short_en = words(_("In short, in English"), rows=5, longest=1500)
    level = forms.ChoiceField(
        label=_("Level"), choices=LEVELS, required=False, widget=forms.RadioSelect
    )
    area_name_sv = words(_("Area, in Swedish"), longest=120)
    area_name_en = words(_("Area, in English"), longest=120)
    secretariat = words(
        _("Organisation that hosts the secretariat"),
        longest=200,
        help_text=_("Its name as in the register."),
    )
    parent = forms.ModelChoiceField(
        label=_("Part of the compact"),
        queryset=Compact.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    principle_years = forms.IntegerField(
        label=_("Years between reviews of the principles"),
        min_value=1,
        max_value=50,
        required=False,
    )
    commitment_years = forms.IntegerField(
        label=_("Years between reviews of the commitments"),
        min_value=1,
        max_value=50,
        required=False,
    )
    measure_years = forms.IntegerField(
        label=_("Years between reviews of the measures"),
        min_value=1,
        max_value=50,
        required=False,
    )
    source_note_sv = words(_("Source, in Swedish"), rows=2, longest=1000)
    source_note_en = words(_("Source, in English"), rows=2, longest=1000)

    def __init__(self, *args: Any, compact: Compact, **options: Any) -> None:
        super().__init__(*args, **options)
        self.compact = compact
        parent: Any = self.fields["parent"]
        parent.queryset = Compact.objects.filter(origin=compact.origin).exclude(
            pk=compact.pk
        )

    def clean_secretariat(self) -> Organisation | None:
        """Return the organisation of that name; None when nothing was written."""
        named = self.cleaned_data["secretariat"]
        return organisation_called(named, self.compact.origin) if named else None


class VersionForm(HouseForm):
    """What a version is called, how it began, when it ended, where it is known from."""

    title_sv = words(_("Title in Swedish"), required=True, longest=LONGEST_HEADING)
    title_en = words(_("Title in English"), longest=LONGEST_HEADING)
    beginning = forms.ChoiceField(
        label=_("What happened on its first day"),
        choices=beginning_choices,
        widget=forms.RadioSelect,
    )
    valid_to = PartialDateFormField(label=_("In force to"))
    source_note_sv = words(_("Source, in Swedish"), rows=2, longest=1000)
    source_note_en = words(_("Source, in English"), rows=2, longest=1000)


class SentenceForm(HouseForm):
    """The words of one sentence, in each language."""

    def __init__(self, *args: Any, sentence: Sentence, **options: Any) -> None:
        heading, text = FIELDS[kind_of(sentence)]
        initial: dict[str, Any] = {}
        for name in filter(None, (heading, text)):
            initial |= as_initial(name, getattr(sentence, name))
        super().__init__(*args, initial=initial, **options)
        labels = {
            heading: {"sv": _("Heading in Swedish"), "en": _("Heading in English")},
            text: {"sv": _("Text in Swedish"), "en": _("Text in English")},
        }
        for name in filter(None, (heading, text)):
            is_heading = name == heading
            for language in LANGUAGES:
                field = words(
                    labels[name][language],
                    rows=0 if is_heading else 8,
                    longest=LONGEST_HEADING if is_heading else LONGEST_PASSAGE,
                )
                self.add_field(f"{name}_{language}", field)


class HoleForm(HouseForm):
    """Something that the sources do not say."""

    text_sv = words(_("What is not said, in Swedish"), required=True, rows=2)
    text_en = words(_("What is not said, in English"), rows=2)
    note_sv = words(_("Note in Swedish"), rows=2)
    note_en = words(_("Note in English"), rows=2)


class KnownHoleForm(HoleForm):
    """A hole that is listed; it may have been filled."""

    is_filled = forms.BooleanField(
        label=_("It is known now: take it off the list"), required=False
    )
