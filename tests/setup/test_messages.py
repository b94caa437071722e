"""Swedish stays complete: what extract finds, what check refuses, what compile gives.

Each test lays out a small tree of its own, so the words of the product may change.
"""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from scripts import catalogues
from scripts.message_sources import Unreadable

pytestmark = pytest.mark.pure

VIEWS = """
from django.utils.translation import gettext as _, ngettext, pgettext
saved = _("Saved %(name)s")
count = ngettext("%(n)s answer", "%(n)s answers", 3)
month = pgettext("month", "May")
"""
TEMPLATE = """{% load i18n %}
<c-tag :label="_('Done')" title="{% translate "Close" %}" />
{% blocktranslate trimmed %}
  Read <a href="{{ address }}">more</a>, 69 %
{% endblocktranslate %}
"""
SWEDISH = {
    "Saved %(name)s": "Sparade %(name)s",
    "May": "maj",
    "Done": "Klar",
    "Close": "Stäng",
    'Read <a href=\\"%(address)s\\">more</a>, 69 %%': (
        'Läs <a href=\\"%(address)s\\">mer</a>, 69 %%'
    ),
}


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A source tree with one package of two files, nothing translated yet."""
    source = tmp_path / "src" / "overens"
    write(source / "plans" / "views.py", VIEWS)
    write(source / "plans" / "templates" / "plans" / "list.html", TEMPLATE)
    return tmp_path


@pytest.fixture
def translated(tree: Path) -> Path:
    """The same tree with every message in Swedish."""
    catalogues.extract(tree, set())
    file = catalogues.catalogue_file(tree, "plans")
    text = file.read_text(encoding="utf-8")
    for english, swedish in SWEDISH.items():
        old = f'msgid "{english}"\nmsgstr ""'
        assert old in text
        text = text.replace(old, old[:-2] + f'"{swedish}"')
    text = text.replace('msgstr[0] ""', 'msgstr[0] "Ett svar"')
    text = text.replace('msgstr[1] ""', 'msgstr[1] "%(n)s svar"')
    file.write_text(text, encoding="utf-8")
    return tree


def test_extract_finds_python_templates_and_cotton_expressions(tree: Path) -> None:
    catalogues.extract(tree, set())
    text = catalogues.catalogue_file(tree, "plans").read_text(encoding="utf-8")
    for english in SWEDISH:
        assert f'msgid "{english}"' in text
    assert 'msgid_plural "%(n)s answers"' in text
    assert 'msgctxt "month"' in text


def test_a_complete_catalogue_passes(translated: Path) -> None:
    assert catalogues.check(translated, set()) == []


def test_extract_twice_changes_nothing_and_keeps_translations(
    translated: Path,
) -> None:
    file = catalogues.catalogue_file(translated, "plans")
    before = file.read_text(encoding="utf-8")
    assert catalogues.extract(translated, set()) == []
    assert file.read_text(encoding="utf-8") == before


def test_a_new_message_is_named_with_its_file(translated: Path) -> None:
    write(translated / "src/overens/plans/forms.py", 'a = _("Write a date")\n')
    (fault,) = catalogues.check(translated, set())
    assert "plans/locale/sv" in fault
    assert "missing: 'Write a date' (used in plans/forms.py)" in fault


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "Klar"', 'msgstr ""', "empty: 'Done'"),
        ("Sparade %(name)s", "Sparade %(namn)s", "placeholders"),
        ("Sparade %(name)s", "Sparade", "placeholders"),
        ("%(n)s svar", "många svar", "placeholders"),
        ("mer</a>", "mer", "HTML tags"),
        ('msgid "Done"', '#, fuzzy\nmsgid "Done"', "fuzzy: 'Done'"),
        ('msgid "Close"', 'msgid "Shut"', "unused: 'Shut' (used nowhere)"),
        ('msgid "Close"', 'msgid "Done"', "twice in the file: 'Done'"),
        ('msgid "Close"', 'msgid "Close', "django.po"),
    ],
)
def test_each_fault_is_named(translated: Path, old: str, new: str, fault: str) -> None:
    file = catalogues.catalogue_file(translated, "plans")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    assert any(fault in line for line in catalogues.check(translated, set()))


def test_words_of_common_are_everyones(translated: Path) -> None:
    write(translated / "src/overens/common/parts.py", 'a = _("Done")\n')
    catalogues.extract(translated, set())
    # The translation came along; the package's own is now one too many.
    (fault,) = catalogues.check(translated, set())
    assert "unused: 'Done' (already in common's catalogue)" in fault
    catalogues.extract(translated, set(), prune=True)
    assert catalogues.check(translated, set()) == []


def test_two_packages_may_not_say_one_message_in_two_ways(translated: Path) -> None:
    write(translated / "src/overens/grants/views.py", 'a = _("Done")\n')
    catalogues.extract(translated, set())
    assert catalogues.check(translated, set()) == []
    file = catalogues.catalogue_file(translated, "grants")
    file.write_text(file.read_text(encoding="utf-8").replace("Klar", "Färdig"))
    (fault,) = catalogues.check(translated, set())
    assert "said otherwise in grants ('Färdig')" in fault


def test_errors_and_stats_speak_through_common(translated: Path) -> None:
    write(translated / "src/overens/errors.py", 'a = gettext_noop("Not yours.")\n')
    (fault,) = catalogues.check(translated, set())
    assert "common/locale/sv" in fault


def test_compiled_words_are_what_gettext_reads(translated: Path) -> None:
    catalogues.compile_all(translated)
    compiled = catalogues.catalogue_file(translated, "plans").with_suffix(".mo")
    with compiled.open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("Done") == "Klar"
    assert words.pgettext("month", "May") == "maj"
    assert words.ngettext("%(n)s answer", "%(n)s answers", 1) == "Ett svar"
    assert words.ngettext("%(n)s answer", "%(n)s answers", 0) == "%(n)s svar"
    assert catalogues.compile_all(translated) == []


def test_an_empty_plural_shows_english_not_nothing(tree: Path) -> None:
    catalogues.extract(tree, set())
    catalogues.compile_all(tree)
    compiled = catalogues.catalogue_file(tree, "plans").with_suffix(".mo")
    with compiled.open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.ngettext("%(n)s answer", "%(n)s answers", 2) == "%(n)s answers"


def test_a_file_that_cannot_be_read_stops_extract(tree: Path) -> None:
    write(tree / "src/overens/plans/forms.py", 'a = _("half\n')
    with pytest.raises(Unreadable, match=r"plans/forms\.py"):
        catalogues.extract(tree, set())
    assert not catalogues.catalogue_file(tree, "plans").exists()
