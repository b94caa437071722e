"""Walks through a page with the Tab key, and says what a person would trip over."""

from __future__ import annotations

# More than a person has patience for; a page that is longer has a trap in it.
MOST_STEPS = 400
# What keys should reach, in the order of the page. Of radio buttons one is enough: the
# arrow keys lead to the rest.
_REACHABLE = """() => {
  const all = [...document.querySelectorAll(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, '
      + '[tabindex]')]
    .filter(node => node.checkVisibility({visibilityProperty: true})
                    && !node.disabled && node.tabIndex >= 0);
  all.forEach((node, place) => { node.dataset.place = place; });
  return all.map(node => [node.outerHTML.slice(0, 90),
                          node.type === 'radio' ? node.name : '']);
}"""
_HERE = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const box = node.getBoundingClientRect();
  // A choice shows focus on its whole row, a card on the card, the way past the menu by
  // being seen at all.
  const seen = node.matches('.ds-skip-link')
    || [node, node.closest('.ds-field, .figure--link')]
    .filter(one => one)
    .map(one => getComputedStyle(one))
    .some(({outlineStyle: line, boxShadow: glow}) =>
      line !== 'none' || glow !== 'none');
  const onScreen = box.width && box.height && box.bottom > 0 && box.right > 0
    && box.top < innerHeight && box.left < innerWidth;
  return [Number(node.dataset.place ?? -1), seen, Boolean(onScreen),
          node.outerHTML.slice(0, 90)];
}"""


def tripped_over(page) -> list[str]:
    """Return what Tab passes by, hides, traps in or comes to in another order."""
    reachable = page.evaluate(_REACHABLE)
    faults: list[str] = []
    been: list[int] = []
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here is None or (been and here[0] == been[0]):
            break
        place, seen, on_screen, what = here
        if not seen:
            faults.append(f"focus cannot be seen: {what}")
        if not on_screen:
            faults.append(f"focus is off the screen: {what}")
        if been and place <= been[-1]:
            faults.append(f"in another order than it is read: {what}")
            if place in been:
                break
        been.append(place)
    else:
        faults.append("the end is never reached")
    chosen = {reachable[place][1] for place in been if place >= 0} - {""}
    faults += [
        f"keys never reach: {what}"
        for place, (what, group) in enumerate(reachable)
        if place not in been and group not in chosen
    ]
    return faults
