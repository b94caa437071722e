"""The compacts: parties, texts, where sentences came from, and who has signed."""

from __future__ import annotations

from datetime import date

from overens.common.files import Original
from overens.common.texts import LANGUAGES, LocalText
from overens.compacts.actions import (
    add_party,
    add_steering_document,
    create_compact,
    import_signatories,
    import_wording,
    put_in_force,
    record_drafting,
    record_request,
    record_signature,
    trace_sentence,
    withdraw_signature,
)
from overens.compacts.actions.saying import change_version, say_because
from overens.compacts.models import (
    Commitment,
    CompactVersion,
    Goal,
    Party,
    Passage,
    Principle,
    Signature,
)
from overens.config.demonstration.loading.made import (
    STRANDLAND,
    Made,
    Row,
    World,
    partial_day,
)

Sentence = Passage | Principle | Goal | Commitment
# What the files call the group of commitments that all sides have made.
JOINT = "Gemensamt"
# What a text gathers under a heading of its own, as a version's headings name it.
GATHERED: dict[str, type[Principle] | type[Goal] | type[Commitment]] = {
    "principles": Principle,
    "goals": Goal,
    "commitments": Commitment,
}
YEARS = ("principle_years", "commitment_years", "measure_years")


def load_compacts(made: Made) -> None:
    """Make each compact with its parties and what it starts from."""
    for slug, world in made.worlds.items():
        whole = made.world_file(slug, "compact")
        facts, source = whole["compact"], made.source_of(slug)
        world.compact = create_compact(
            slug=facts["slug"],
            space=world.space,
            name=facts["name"],
            short_name=LocalText(facts["short_name"]),
            lead=LocalText(facts["lead"]),
            in_short=_points(facts.get("in_short", {})),
            level=facts["level"],
            area_name=LocalText(facts["area_name"]),
            status=facts["status"],
            began=partial_day(facts.get("began")),
            secretariat=made.organisations.get(facts.get("secretariat", "")),
            source_note=made.cited(facts, otherwise=source),
            holes=whole.get("hole", []),
            by=made.by,
            **{name: facts[name] for name in YEARS if name in facts},
        )
        for row in whole["party"]:
            add_party(
                compact=world.compact,
                key=row["key"],
                name=row["name"],
                side=row["side"],
                motive=row.get("motive", ""),
                since_version=row["since_version"],
                source_note=made.cited(row, otherwise=source),
                by=made.by,
            )
        for row in whole.get("steering_document", []):
            add_steering_document(
                compact=world.compact,
                name=row["name"],
                owner_name=row.get("owner", ""),
                period=row.get("period", ""),
                source_note=made.cited(row, otherwise=source),
                by=made.by,
            )


def _points(texts: Row) -> LocalText:
    return LocalText({language: text.strip() for language, text in texts.items()})


def load_wordings(made: Made) -> None:
    """Bring each version's text in, in both languages, and say where it came from."""
    for slug, world in made.worlds.items():
        whole = made.world_file(slug, "compact")
        for row in whole["version"] if slug == STRANDLAND else [whole["version"]]:
            text = row.get("text") or whole["compact"]["text"]
            folder = STRANDLAND if slug == STRANDLAND else "sources"
            version = _bring_in(made, world, row, f"{folder}/{text}")
            change_version(
                version=version,
                title=LocalText(row["title"]),
                valid_to=partial_day(row.get("valid_to")),
                source_note=made.cited(row, otherwise=made.source_of(slug)),
                by=made.by,
            )
        _trace(made, world, whole, made.source_of(slug))


def _bring_in(made: Made, world: World, row: Row, text: str) -> CompactVersion:
    for language in LANGUAGES:
        name = f"{text}.{language}.md"
        read = made.text(name)
        brought = import_wording(
            slug=world.space.slug,
            text=read,
            language=language,
            number=row["number"],
            original=Original(read.encode(), name.rpartition("/")[2]),
            by=made.by,
        )
    assert brought.version is not None
    return put_in_force(
        version=brought.version,
        valid_from=partial_day(row["valid_from"]),
        adopted_by=world.decisions.get(row.get("adopted_by", "")),
        beginning=row.get("beginning"),
        by=made.by,
    )


def _trace(made: Made, world: World, whole: Row, document: str) -> None:
    """Say of single sentences which decision, assignment or document they came from.

    Args:
        document: the one that all of a source world rests on; empty when rows say it.
    """
    sentences: dict[int, dict[str, Sentence]] = {}
    for row in whole.get("arises", []):
        number = row["version"]
        if number not in sentences:
            sentences[number] = sentences_of(_version(world, number))
        trace_sentence(
            sentence=sentences[number][row["sentence"]],
            decision=world.decisions[row["decision"]],
            assignment=world.assignments.get(row.get("assignment", "")),
            note=row.get("note", ""),
            by=made.by,
        )
    for heading, keys in whole.get("sources_of_text", {}).items():
        for sentence in _under(_version(world, 1), heading):
            _source(made, sentence, _both(made, keys))
    if document:
        for sentence in _sentences(_version(world, 1)):
            _source(made, sentence, made.cited({}, otherwise=document))


def _source(made: Made, sentence: Sentence, cite: LocalText) -> None:
    """Say which document a sentence is known from; where it arose stays."""
    trace_sentence(
        sentence=sentence,
        decision=sentence.arises_from,
        assignment=sentence.arises_from_assignment,
        note=sentence.arises_note,
        source_note=cite,
        by=made.by,
    )


def _sentences(version: CompactVersion) -> list[Sentence]:
    kinds: tuple[type[Sentence], ...] = (Passage, Principle, Goal, Commitment)
    return [row for kind in kinds for row in kind.objects.filter(version=version)]


def _under(version: CompactVersion, heading: str) -> list[Sentence]:
    """Return the passage of a heading, or all that the text gathers under it."""
    for kind, model in GATHERED.items():
        if version.headings.get(kind, {}).get("sv") == heading:
            return list(model.objects.filter(version=version))
    return [sentences_of(version)[heading]]


def _both(made: Made, keys: list[str]) -> LocalText:
    cites = [made.cited({"source": key}) for key in keys]
    return LocalText(
        {
            language: " ".join(cite.in_language(language) for cite in cites)
            for language in LANGUAGES
        }
    )


def _version(world: World, number: int) -> CompactVersion:
    return CompactVersion.objects.select_related("compact__space").get(
        compact=world.the_compact, number=number
    )


def sentences_of(version: CompactVersion) -> dict[str, Sentence]:
    """Return a version's sentences by the names that the files use.

    A passage, principle or goal goes by its Swedish heading, a commitment by its
    party's Swedish name, or ``Gemensamt``, and its number there.
    """
    found: dict[str, Sentence] = {}
    for passage in Passage.objects.filter(version=version):
        found[passage.heading.in_language("sv")] = passage
    for principle in Principle.objects.filter(version=version):
        found[principle.name.in_language("sv")] = principle
    for goal in Goal.objects.filter(version=version):
        found.setdefault(goal.name.in_language("sv"), goal)
    numbers: dict[str, int] = {}
    commitments = Commitment.objects.filter(version=version).select_related("party")
    for commitment in commitments.order_by("place", "id"):
        party = commitment.party
        name = party.name.in_language("sv") if party else JOINT
        numbers[name] = numbers.get(name, 0) + 1
        found[f"{name} {numbers[name]}"] = commitment
    return found


def load_signatories(made: Made) -> None:
    """Bring in who has signed, withdrawn, declared and not answered; who drafted."""
    for slug, world in made.worlds.items():
        whole = made.world_file(slug, "drafting")
        drafting = whole if slug == STRANDLAND else whole.get("drafting", {})
        for organisation in drafting.get("organisations", []):
            record_drafting(
                version=_version(world, drafting.get("version", 1)),
                organisation=made.organisations[organisation],
                source_note=made.cited(drafting, otherwise=made.source_of(slug)),
                by=made.by,
            )
    world = made.worlds[STRANDLAND]
    versions = {number: _version(world, number) for number in (1, 2)}
    for number, version in versions.items():
        _bring_in_sheet(made, version, f"strandland/signatories-{number}.csv")
    _join_and_leave(made, world, versions)
    _ask_again(made, versions)


def _bring_in_sheet(made: Made, version: CompactVersion, name: str) -> None:
    rows = made.csv(name)
    brought = import_signatories(
        version=version,
        cells=[list(rows[0]), *(list(row.values()) for row in rows)],
        original=Original(made.text(name).encode(), name.rpartition("/")[2]),
        by=made.by,
    )
    if brought.plan.count("new") != len(rows):
        raise ValueError(f"{name}: {brought.plan.counts}")


def _join_and_leave(
    made: Made, world: World, versions: dict[int, CompactVersion]
) -> None:
    """Record what no sheet says: who joined, declared, withdrew, and why one is in."""
    whole = made.toml("strandland/signatories.toml")
    parties = {
        party.key: party for party in Party.objects.filter(compact=world.the_compact)
    }
    for kind, state in (("joined", "signed"), ("declared", "declared")):
        for row in whole[kind]:
            record_signature(
                version=versions[row["version"]],
                organisation=made.organisations[row["organisation"]],
                party=parties[row["party"]],
                state=state,
                day=partial_day(row["day"]),
                way=row.get("way", ""),
                evidence=row["evidence"],
                contact_role=row["contact_role"],
                contact_email=row["contact_email"],
                by=made.by,
            )
    signatures = {
        (signature.version_id, signature.organisation.slug): signature
        for signature in Signature.objects.filter(
            version__compact=world.the_compact
        ).select_related("organisation")
    }
    for row in whole["withdrawn"]:
        withdraw_signature(
            signature=signatures[versions[row["version"]].pk, row["organisation"]],
            day=date.fromisoformat(row["day"]),
            why=row["why"]["sv"],
            by=made.by,
        )
    for organisation, words in whole["because"].items():
        say_because(
            signature=signatures[versions[2].pk, organisation],
            because=words,
            by=made.by,
        )


def _ask_again(made: Made, versions: dict[int, CompactVersion]) -> None:
    """Record who was asked to sign the new version and has not."""
    whole = made.toml("strandland/signatories.toml")
    for kind in ("declared", "not_yet", "closed"):
        for row in whole[kind]:
            record_request(
                version=versions[2],
                organisation=made.organisations[row["organisation"]],
                asked_day=partial_day(row.get("asked")),
                reminded_days=row.get("reminded", []),
                awaits=row.get("awaits", ""),
                why=row.get("why", ""),
                is_closed=kind == "closed",
                by=made.by,
            )
