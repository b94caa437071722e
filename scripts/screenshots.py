"""Take pictures of every kind of page, to look at and to show in the README.

    python scripts/screenshots.py OUT_FOLDER [ADDRESS …]
    python scripts/screenshots.py --readme

Serves a fresh demonstration by itself; no address = all of them, at 390 and 1280 pixels
in both languages, and at 1280 in the dark. ``--readme`` takes the one picture of the
README: the top of the front page.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright

from tests.browser.pages import PAGES
from tests.browser.serving import CHROMIUM, FLAGS, overens, serving

README_PICTURE = Path(__file__).resolve().parent.parent / "docs/pictures/front.png"


def take_for_readme() -> None:
    """Take the picture of the README."""
    with tempfile.TemporaryDirectory() as data:
        overens("load_demo", data=data)
        with serving(data) as address, sync_playwright() as started:
            browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 1100})
            page.goto(address)
            page.screenshot(path=str(README_PICTURE))
            browser.close()


def main() -> None:
    """Take the pictures."""
    if sys.argv[1:] == ["--readme"]:
        return take_for_readme()
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    pages = sys.argv[2:] or PAGES
    with tempfile.TemporaryDirectory() as data:
        overens("load_demo", data=data)
        with serving(data) as address, sync_playwright() as started:
            browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            looks: tuple[tuple[int, Literal["light", "dark"]], ...]
            looks = ((1280, "light"), (390, "light"), (1280, "dark"))
            for width, scheme in looks:
                page = browser.new_page(
                    viewport={"width": width, "height": 900}, color_scheme=scheme
                )
                for path in pages:
                    page.goto(address + path)
                    name = path.strip("/").replace("/", "-") or "front"
                    file = out / f"{name}-{width}-{scheme}.png"
                    page.screenshot(path=str(file), full_page=True)
                    print(file)
            browser.close()
    return None


if __name__ == "__main__":
    main()
