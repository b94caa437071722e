"""What a browser can tell is wrong with a page, on any width, in light and dark."""

from __future__ import annotations

from functools import cache

from tests.browser.serving import ROOT
from tests.browser.words import wrong_language

AXE = ROOT / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
# The narrowest phone (WCAG 2.2, 1.4.10).
NARROW = {"width": 320, "height": 640}
# Reckoning contrast takes most of axe's time, and depends on colours alone.
CONTRAST = {"runOnly": ["color-contrast"]}
BUT_CONTRAST = {"runOnly": RULES, "rules": {"color-contrast": {"enabled": False}}}


def axe_faults(page, options=None) -> list[str]:
    """Return what axe finds, as "rule: element" lines."""
    page.evaluate(_axe())
    found = page.evaluate(
        "options => axe.run(document, {...options, resultTypes: ['violations']})",
        options or {"runOnly": RULES},
    )
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def too_wide(page) -> list[str]:
    """Return what makes the page scroll sideways."""
    return page.evaluate(
        """() => {
          const room = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= room) return [];
          const inside = node => {
            for (let up = node.parentElement; up; up = up.parentElement)
              if (getComputedStyle(up).overflowX !== 'visible') return true;
            return false;
          };
          return [...document.body.querySelectorAll('*')]
            .filter(node => node.getBoundingClientRect().right > room + 1)
            .filter(node => !inside(node))
            .slice(-3)
            .map(node => `too wide: ${node.outerHTML.slice(0, 120)}`)
            .concat(`scrolls sideways at ${room} pixels`);
        }"""
    )


def odd_headings(page) -> list[str]:
    """Return headings that say nothing, or say the same as the one just before."""
    said = page.evaluate(
        """() => [...document.querySelectorAll('main h1, main h2, main h3, main h4')]
             .filter(node => node.checkVisibility())
             .map(node => node.innerText.trim())"""
    )
    faults = ["empty heading"] if "" in said else []
    pairs = zip(said, said[1:], strict=False)
    return faults + [f"twice: {one!r}" for one, next_ in pairs if one == next_]


def faults_here(page) -> list[str]:
    """Look at the page as it stands: wide in light and dark, then on a narrow phone."""
    page.set_viewport_size(WIDE)
    faults = axe_faults(page)
    page.emulate_media(color_scheme="dark")
    faults += [f"dark {fault}" for fault in axe_faults(page, CONTRAST)]
    page.emulate_media(color_scheme="light")
    faults += odd_headings(page) + wrong_language(page)
    page.set_viewport_size(NARROW)
    faults += too_wide(page) + [
        f"narrow {fault}" for fault in axe_faults(page, BUT_CONTRAST)
    ]
    return faults


def twin_faults(page, address: str) -> list[str]:
    """Look at the same page in the other language, on a narrow phone."""
    own = page.get_attribute("html", "lang")
    page.set_viewport_size(NARROW)
    answer = page.goto(address)
    if answer.status >= 500:
        return [f"twin answers {answer.status}"]
    if page.get_attribute("html", "lang") == own:
        return ["twin has the same language"]
    return [
        f"twin {fault}"
        for fault in [
            *axe_faults(page, BUT_CONTRAST),
            *wrong_language(page),
            *too_wide(page),
        ]
    ]


def twin_of(page) -> str:
    """Return the address of the same page in the other language."""
    own = page.get_attribute("html", "lang")
    other = {"sv": "en", "en": "sv"}[own]
    return page.get_attribute(f"link[rel=alternate][hreflang={other}]", "href")


@cache
def _axe() -> str:
    return AXE.read_text()
