"""A compact's text read into its parts; every fault named by its line. No database."""

from __future__ import annotations

import time
from importlib.resources import files

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from overens.compacts.rules import (
    AnotherKind,
    EndsTooSoon,
    GoesOnTooLong,
    LineFault,
    NotText,
    TextEmpty,
    TextTooLong,
    check_same_structure,
    decode_text,
    read_wording,
    side_of,
    slug_of,
)
from overens.compacts.rules.translation import shapes_in

pytestmark = pytest.mark.pure

TEXT = """# Överenskommelsen

Det här är vi överens om.

## Syfte

Att samverka.
I vardagen.

## Parterna

**Region Strandland** ansvarar för vården.

**Idéburen sektor** är föreningarna.

## Principer

### Dialog

Vi talar med varandra.

### Kvalitet

- Vi gör det ordentligt.
- Vi lär oss.

## Mål

### Fler hörs (röstfunktion)

I tid.

### Fler bidrar (Servicefunktion)

### Vi känner varandra

## Åtaganden

### Region Strandland

- Vi säger till tidigt.
- Vi öppnar lokaler.

### Idéburen sektor

1. Vi förankrar det vi säger.

### Gemensamt

Vi följer upp öppet.

## Så följer vi upp

Varje år.
"""


def kinds(wording) -> list[str]:
    return [piece.kind for piece in wording.pieces]


def demonstration(name: str) -> str:
    folder = files("overens.config.demonstration")
    return folder.joinpath(*name.split("/")).read_text(encoding="utf-8")


def test_a_text_is_read_into_its_parts_in_its_order():
    wording = read_wording(TEXT)

    assert wording.title == "Överenskommelsen"
    assert not wording.faults
    assert not wording.notes
    assert kinds(wording) == [
        *["passage"] * 3,
        *["principle"] * 2,
        *["goal"] * 3,
        *["commitment"] * 4,
        "passage",
    ]
    assert [piece.text for piece in wording.of("passage")] == [
        "Det här är vi överens om.",
        "Att samverka. I vardagen.",
        "**Region Strandland** ansvarar för vården.\n\n"
        "**Idéburen sektor** är föreningarna.",
        "Varje år.",
    ]
    assert wording.of("principle")[1].text == "- Vi gör det ordentligt.\n- Vi lär oss."
    assert [goal.function for goal in wording.of("goal")] == ["voice", "service", ""]
    assert wording.of("goal")[0].heading == "Fler hörs"
    assert [(group.name, group.is_joint) for group in wording.groups] == [
        ("Region Strandland", False),
        ("Idéburen sektor", False),
        ("Gemensamt", True),
    ]
    assert wording.parties == ("Region Strandland", "Idéburen sektor")
    assert wording.headings == {
        "principles": "Principer",
        "goals": "Mål",
        "commitments": "Åtaganden",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("strandland/compact-2.sv.md", (6, 6, 3, 17)),
        ("strandland/compact-2.en.md", (6, 6, 3, 17)),
        ("sources/hok.sv.md", (7, 0, 3, 0)),
        ("sources/skane.sv.md", (7, 6, 2, 8)),
    ],
)
def test_the_demonstrations_compacts_are_read_whole(name, expected):
    wording = read_wording(demonstration(name))

    found = tuple(
        len(wording.of(kind)) for kind in ("passage", "principle", "goal", "commitment")
    )
    assert found == expected
    assert not wording.faults


@pytest.mark.parametrize(
    "name",
    ["strandland/compact-1", "strandland/compact-2", "sources/hok", "sources/skane"],
)
def test_the_english_texts_follow_the_swedish_piece_by_piece(name):
    swedish = read_wording(demonstration(f"{name}.sv.md"))
    english = read_wording(demonstration(f"{name}.en.md"))

    check_same_structure(shapes_in(swedish), english)


def test_english_headings_say_the_same_as_swedish_ones():
    wording = read_wording(
        "# The compact\n\n## Our six principles\n\n- Dialogue: we talk\n\n## Goals\n\n"
        "- More are heard (voice)\n\n## Commitments\n\n### The county council\n\n- Ask"
    )

    assert kinds(wording) == ["principle", "goal", "commitment"]
    assert (wording.pieces[0].heading, wording.pieces[0].text) == (
        "Dialogue",
        "we talk",
    )
    assert wording.of("goal")[0].function == "voice"


def test_text_pasted_from_a_word_processor_has_no_marks_and_is_read_all_the_same():
    wording = read_wording(
        "Överenskommelsen i Klippö\nSyfte\nVi vill samverka mer och bättre än förr.\n"
        "Principer\nDialog\nVi talar med varandra innan vi bestämmer oss.\nKvalitet\n"
        "Vi gör det ordentligt.\nÅtaganden\nKlippö kommun\n• Vi säger till i tid.\n"
        "• Vi svarar inom en månad.\nUppföljning\nVarje år i maj.\n"
    )

    assert wording.title == "Överenskommelsen i Klippö"
    assert kinds(wording) == [
        *("passage", "principle", "principle", "commitment", "commitment", "passage")
    ]
    assert wording.groups[0].name == "Klippö kommun"


def test_a_list_of_bare_names_makes_principles_without_meaning():
    wording = read_wording("# Ö\n\n## Principer\n\n- Dialog\n- Mångfald\n")

    assert [piece.heading for piece in wording.pieces] == ["Dialog", "Mångfald"]


def test_commitments_without_a_side_are_joint_and_their_heading_is_kept():
    wording = read_wording("# Ö\n\n## Åtaganden 2010–2014\n\n- Ett forum\n")

    assert wording.groups[0].is_joint
    assert wording.headings["commitments"] == "Åtaganden 2010–2014"


def test_words_before_a_list_are_kept_as_text_and_said():
    wording = read_wording(
        "# Ö\n\n## Åtaganden\n\n### Regionen\n\nRegionen åtar sig att:\n\n- svara\n"
    )

    assert [(p.kind, p.text) for p in wording.pieces] == [
        ("passage", "Regionen åtar sig att:"),
        ("commitment", "svara"),
    ]
    assert [note.line for note in wording.notes] == [0, 7]


def test_deeper_headings_stay_in_the_text():
    wording = read_wording("# Ö\n\n## Syfte\n\n### Nu\n\n#### Längre in\n\nText.\n")

    assert [piece.text for piece in wording.pieces] == ["", "**Längre in**\n\nText."]


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("Bara en rad som är en mening.", 1, "begin with the compact's name"),
        ("\n\n## \n\ntext", 3, "begin with the compact's name"),
        (
            "# Ö\n\n## Syfte\n\n## Vision\n\ntext",
            3,
            "nothing under the heading “Syfte”",
        ),
        ("# Ö\n\n##\n\ntext", 3, "the heading has no words"),
        ("# Ö", 1, "no text under it"),
        (
            "# Ö\n\n## Principer\n\n### Dialog\n\na\n\n### dialog\n\nb",
            9,
            "“dialog” is there already, on line 5",
        ),
        ("# Ö\n\n## Åtaganden\n\n### Regionen\n\n### Alla\n\n- a", 5, "“Regionen”"),
        (f"# Ö\n\n## {'x' * 301}\n\ntext", 3, "has 301 characters"),
        (f"# Ö\n\n## Syfte\n\n{'ord ' * 6000}", 3, "Divide it with headings"),
    ],
)
def test_each_fault_is_named_by_its_line(text, line, sentence):
    faults = read_wording(text).faults

    assert line in [fault.line for fault in faults]
    assert any(sentence in str(fault) for fault in faults), [str(f) for f in faults]


@pytest.mark.parametrize("text", ["", "   \n\t\n", "\ufeff"])
def test_nothing_is_refused_in_a_sentence(text):
    with pytest.raises(TextEmpty):
        read_wording(text)


def test_what_is_no_text_is_refused():
    with pytest.raises(NotText):
        read_wording("PK\x03\x04\x00\x01")
    with pytest.raises(NotText):
        decode_text(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    with pytest.raises(TextTooLong):
        read_wording("# Ö\n" + "a" * 400_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_file_is_read_as_it_was_saved(encoding):
    assert decode_text("# Överenskommelsen – så här\n".encode(encoding)).strip() == (
        "# Överenskommelsen – så här"
    )


def test_windows_line_ends_are_line_ends():
    assert read_wording(TEXT.replace("\n", "\r\n")).pieces == read_wording(TEXT).pieces


def without(text: str, part: str) -> str:
    assert part in text
    return text.replace(part, "")


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        (
            without(TEXT, "### Kvalitet\n\n- Vi gör det ordentligt.\n- Vi lär oss.\n"),
            AnotherKind,
        ),
        (without(TEXT, "## Så följer vi upp\n\nVarje år.\n"), EndsTooSoon),
        (TEXT + "\n## Mer\n\nText.\n", GoesOnTooLong),
        (without(TEXT, "- Vi öppnar lokaler.\n"), AnotherKind),
        (without(TEXT, "### Idéburen sektor\n\n1."), AnotherKind),
    ],
)
def test_a_translation_of_another_structure_is_refused_by_its_line(changed, refusal):
    with pytest.raises(refusal) as caught:
        check_same_structure(shapes_in(read_wording(TEXT)), read_wording(changed))

    assert isinstance(caught.value, LineFault)
    assert caught.value.line > 0


def test_sides_are_told_apart_by_their_names():
    assert side_of("Region Halland") == "public"
    assert side_of("Länsstyrelsen i Strandland") == "public"
    assert side_of("Idéburen sektor i Halland") == "civil"
    assert side_of("Civil society") == "civil"


def test_an_address_is_made_of_any_name():
    assert slug_of("Öppenhet & insyn!") == "oppenhet-insyn"
    assert slug_of("مجموعة") == ""


def test_more_parts_than_any_compact_has_are_refused():
    text = "# Ö\n\n## Åtaganden\n\n" + "- ja\n" * 2_001

    assert "more than 2000 parts" in str(read_wording(text).faults[0])


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("# -*1.)\n\r\tabÅö:()•“”\x0b\ufeff|_<>&"), max_size=200
    )
)
@example("# \n## \n### \n")
@example("Principer\n\n\n-\n")
def test_whatever_is_pasted_is_read_or_refused_in_a_sentence(text):
    try:
        wording = read_wording(text)
    except (TextEmpty, NotText):
        return
    assert all(fault.line >= 1 for fault in wording.faults)
    assert all(piece.heading or piece.text for piece in wording.pieces)


@pytest.mark.parametrize(
    "text",
    [
        "# " + " " * 100_000 + "x",
        "- " * 100_000,
        "**a" * 100_000,
        "a\n" * 100_000,
        "# Ö\n" + "## x\n" * 20_000,
        "1" * 200_000,
        "# Ö\n## Principer\n" + ":" * 200_000,
        "# Ö\n## Principer\n" + "- a b\n" * 60_000,
        "# Ö\n## Åtaganden\n" + "### a\n- b\n" * 30_000,
    ],
)
def test_a_text_made_to_be_slow_is_read_in_seconds(text):
    began = time.process_time()
    read_wording(text)

    assert time.process_time() - began < 3
