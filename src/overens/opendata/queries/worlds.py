"""What is asked for where no compact is named: a world's register as a whole."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from overens.accounts.models import Space
from overens.accounts.queries import day_in
from overens.common.models import OWN
from overens.common.texts import LocalText
from overens.opendata.queries.sets import Asked
from overens.organisations.models import Organisation


def asked_of_world(world: str = "") -> Asked:
    """Return what asks for the register of a world, through a compact or without one.

    Args:
        world: its origin. Unless said it is the own one, where that has any
            organisations; else that of the front page: in a demonstration the own
            register is empty.
    """
    spaces = {space.slug: space for space in Space.objects.all()}
    front = spaces.get(settings.FRONT_SPACE)
    if not world:
        has_own = Organisation.objects.in_world(OWN).exists()
        world = OWN if has_own or front is None else front.origin
    first = [front] if front is not None else []
    for space in [*first, *spaces.values()]:
        if space.origin == world:
            return Asked(space, day_in(space))
    # A register may be there before any compact.
    name = _("The register of organisations")
    alone = Space(slug="register", name=LocalText(sv=name, en=name), origin=world)
    return Asked(alone, day_in(alone))
