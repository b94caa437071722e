"""The question bank: what has been asked, in which words, and where it came from."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from overens.common.models import ContentRecord
from overens.common.personal_data import record
from overens.common.texts import LocalTextField
from overens.surveys.rules import QUESTION_TYPES


def question_kind_choices() -> list[tuple[str, Any]]:
    """Return the kinds of question; a function, so that a new one migrates nothing."""
    return [(kind.key, _(kind.label)) for kind in QUESTION_TYPES.values()]


class Question(ContentRecord):
    """One wording of a question. A new wording is a new row that says what it replaces.

    ``settings`` is what ``rules.read_settings`` returns: the unit of a number, between
    what an answer has to lie, the rows of a matrix. Never changed once it has been
    asked: answers would then be to something else.
    """

    key = models.SlugField(_("key"), max_length=60)
    kind = models.CharField(_("kind"), max_length=16, choices=question_kind_choices)
    title = LocalTextField(_("question"))
    instruction = LocalTextField(_("instruction"))
    options = models.JSONField(_("options"), default=list)
    own_text = models.BooleanField(_("a line for an own answer"), default=False)
    settings = models.JSONField(_("unit, limits and rows"), default=dict, blank=True)
    provenance = LocalTextField(_("where the wording comes from"))
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )

    kept = record("Keeps each wording, so that years can be compared.")

    class Meta:
        verbose_name = _("question")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="question_has_a_key"),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.key
