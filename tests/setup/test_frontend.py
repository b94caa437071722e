"""The borrowed styles, fonts, script and icons: there, unchanged, self-contained."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from scripts import build_frontend

pytestmark = pytest.mark.pure

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / build_frontend.VENDOR
# What a stylesheet would fetch; a picture written out in a data: address is no fetch.
FETCHED = re.compile(
    r"""(?:url\(\s*["']?|@import\s+["'])\s*((?:https?:)?//[^"')]*)""", re.IGNORECASE
)


def test_every_built_file_is_there_and_unchanged() -> None:
    assert list(build_frontend.changed_files(VENDOR)) == []


def test_the_build_is_made_from_todays_inputs() -> None:
    assert build_frontend.is_current(ROOT), "run: make setup"


def test_a_file_changed_missing_or_added_by_hand_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "vendor"
    shutil.copytree(VENDOR, copy)
    (copy / "htmx.min.js").write_text("other")
    (copy / "designsystemet.css").unlink()
    (copy / "stray.css").write_text("")
    assert sorted(build_frontend.changed_files(copy)) == [
        "designsystemet.css is missing",
        "htmx.min.js has changed since it was built",
        "stray.css is not in the manifest",
    ]


def test_every_theme_has_its_stylesheet() -> None:
    themes = json.loads((ROOT / build_frontend.THEMES).read_text())["themes"]
    assert "samverkan" in themes
    for theme in themes:
        assert "--ds-color" in (VENDOR / f"{theme}.css").read_text()


def test_the_licence_goes_with_what_is_borrowed() -> None:
    for name in build_frontend.LICENCES.values():
        assert (VENDOR / "licences" / f"{name}.txt").stat().st_size > 400


def test_no_stylesheet_fetches_from_another_server() -> None:
    sheets = sorted((ROOT / "src/overens").glob("**/static/**/*.css"))
    assert sheets
    found = {
        f"{sheet.relative_to(ROOT)}: {address}"
        for sheet in sheets
        for address in FETCHED.findall(sheet.read_text(encoding="utf-8"))
    }
    assert not found


@pytest.mark.parametrize(
    "sheet",
    [
        "@import url(https://example.org/a.css);",
        '@import "https://example.org/a.css";',
        "a{background:url( 'http://example.org/a.png')}",
        "@font-face{src:url(//example.org/a.woff2)}",
    ],
)
def test_the_rule_for_fetching_knows_its_forms(sheet: str) -> None:
    assert FETCHED.search(sheet)


def test_no_file_asks_for_a_source_map() -> None:
    for file in VENDOR.rglob("*"):
        if file.suffix in {".css", ".js"}:
            assert "sourceMappingURL" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a{}\n/*# sourceMappingURL=a.css.map */\n", "a{}\n"),
        ("a()\n//# sourceMappingURL=a.js.map\n", "a()\n"),
        ("a{}/*# sourceMappingURL=a.css.map*/", "a{}\n"),
        ("a{}", "a{}\n"),
    ],
)
def test_the_reference_to_a_source_map_is_dropped(text: str, left: str) -> None:
    assert build_frontend.without_source_map(text) == left


def test_every_icon_on_the_list_is_drawn_in_one_line_without_style() -> None:
    listed = (ROOT / build_frontend.ICON_LIST).read_text(encoding="utf-8")
    names = build_frontend.icon_names(listed)
    assert len(names) >= 40
    for name in names:
        svg = (VENDOR / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        assert svg.startswith("<svg ")
        assert svg.count("\n") == 1
        assert "style=" not in svg


def test_an_icon_list_may_have_comments_and_repeat_itself() -> None:
    assert build_frontend.icon_names("# status\ncheck\n\ncheck # done\nx\n") == [
        "check",
        "x",
    ]


def test_an_icon_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    outline = tmp_path / "modules" / build_frontend.ICONS / "icons" / "outline"
    outline.mkdir(parents=True)
    (outline / "alert-triangle.svg").write_text("<svg/>")
    (tmp_path / "out").mkdir()
    with pytest.raises(build_frontend.CannotBuild, match="has: alert-triangle"):
        build_frontend.copy_icons(
            tmp_path / "modules", ["alert-triangel"], tmp_path / "out"
        )
