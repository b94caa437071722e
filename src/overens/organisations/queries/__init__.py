"""Answers of the register: a list found, a profile, units, who speaks for whom."""

from __future__ import annotations

from overens.organisations.queries.answering import ANSWERED, Answered
from overens.organisations.queries.as_files import (
    FILES,
    register_file,
)
from overens.organisations.queries.listing import (
    Choices,
    Found,
    area_meant,
    choices_in,
    found,
    lists_of,
    register_world,
    shown_rows,
)
from overens.organisations.queries.maps import place_map
from overens.organisations.queries.naming import (
    label_of,
    look_alikes,
    the_one_named,
)
from overens.organisations.queries.places import (
    PROFILE_PARTS,
    ProfilePart,
    ProfileRow,
)
from overens.organisations.queries.profile import (
    Profile,
    profile_of,
)
from overens.organisations.queries.search import (
    FURTHEST,
    Search,
    all_ids,
    matching,
    municipality_counts,
    search,
)
from overens.organisations.queries.sector import (
    PublishedFigure,
    Sector,
    published_figures,
    sector_of,
    years_of_founding,
)
from overens.organisations.queries.sector_charts import sector_rows
from overens.organisations.queries.speaking import (
    authorities_in,
    authorities_of,
    speaks_for,
    what_organisations_keep,
    what_they_represent,
)
from overens.organisations.queries.structure import (
    Node,
    Related,
    Structure,
    structure_of,
)
from overens.organisations.queries.sweden import (
    area_texts,
    counties,
    municipalities_of,
)
from overens.organisations.queries.units import (
    bodies_without_contact,
    unit_tree,
    units_to_do,
    units_without_contact,
)
from overens.organisations.queries.visibility import (
    narrowed_in_words,
    reader_in,
    reader_of,
)

__all__ = [
    "ANSWERED",
    "FILES",
    "FURTHEST",
    "PROFILE_PARTS",
    "Answered",
    "Choices",
    "Found",
    "Node",
    "Profile",
    "ProfilePart",
    "ProfileRow",
    "PublishedFigure",
    "Related",
    "Search",
    "Sector",
    "Structure",
    "all_ids",
    "area_counts",
    "area_meant",
    "area_texts",
    "authorities_in",
    "authorities_of",
    "bodies_without_contact",
    "choices_in",
    "counties",
    "found",
    "label_of",
    "lists_of",
    "look_alikes",
    "matching",
    "municipalities_of",
    "municipality_counts",
    "narrowed_in_words",
    "place_map",
    "profile_of",
    "published_figures",
    "reader_in",
    "reader_of",
    "register_file",
    "register_world",
    "search",
    "sector_of",
    "sector_rows",
    "shown_rows",
    "speaks_for",
    "structure_of",
    "the_one_named",
    "unit_tree",
    "units_to_do",
    "units_without_contact",
    "what_organisations_keep",
    "what_they_represent",
    "years_of_founding",
]
