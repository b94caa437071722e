"""Build what the pages borrow from others into an ignored folder.

Reads ``node_modules`` (made by ``npm ci`` from the lock),
``designsystemet.config.json`` (one theme for each look ``OVERENS_THEME`` may name) and
``src/overens/common/icons.txt`` (one Tabler outline name a line); writes
``src/overens/common/static/vendor/``:

    THEME.css  designsystemet.css  htmx.min.js  fonts/*.woff2  icons/*.svg
    licences/*.txt  manifest.json

The manifest holds the SHA-256 of every file, so that tests and wheel can tell a
changed one, and the hash of all inputs, so that a second run does nothing.
Only the standard library: set-up runs it before the rest is there.

    python scripts/build_frontend.py [--force]
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = Path("src/overens/common/static/vendor")
ICON_LIST = Path("src/overens/common/icons.txt")
THEMES = Path("designsystemet.config.json")
LOCK = Path("package-lock.json")

STYLES = "@digdir/designsystemet-css"
SANS = "@fontsource-variable/source-sans-3"
SERIF = "@fontsource-variable/source-serif-4"
ICONS = "@tabler/icons"
HTMX = "htmx.org"

# Where each borrowed file comes from, and its name here. Latin carries åäö; latin-ext
# is fetched by a browser only when a name needs it.
COPIES = {
    f"{STYLES}/dist/src/index.css": "designsystemet.css",
    f"{HTMX}/dist/htmx.min.js": "htmx.min.js",
    **{
        f"{package}/files/{name}-{part}-wght-normal.woff2": (
            f"fonts/{name}-{part}-wght-normal.woff2"
        )
        for package, name in ((SANS, "source-sans-3"), (SERIF, "source-serif-4"))
        for part in ("latin", "latin-ext")
    },
}
LICENCES = {
    STYLES: "designsystemet",
    HTMX: "htmx",
    SANS: "source-sans-3",
    SERIF: "source-serif-4",
    ICONS: "tabler-icons",
}

SOURCE_MAP = re.compile(r"(/\*|//)[#@]\s*sourceMappingURL=[^\s*]*(\s*\*/)?")
EMPTY_PATH = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')


class CannotBuild(Exception):
    """Something the build needs is missing; the text says what to do."""


def icon_names(text: str) -> list[str]:
    """Return the names in an icon list: one a line, # begins a comment."""
    names = (line.partition("#")[0].strip() for line in text.splitlines())
    return sorted({name for name in names if name})


def icon_svg(file: Path) -> str:
    """Return an icon as one line without the invisible frame every Tabler icon has."""
    svg = EMPTY_PATH.sub("", file.read_text(encoding="utf-8"))
    svg = re.sub(r"\s+", " ", svg)
    return re.sub(r" ?([<>]) ?", r"\1", svg).replace(" />", "/>").strip() + "\n"


def without_source_map(text: str) -> str:
    """Return the text without the line that asks for a file we do not serve."""
    return SOURCE_MAP.sub("", text).rstrip() + "\n"


def inputs_hash(root: Path) -> str:
    """Return one hash over everything the result depends on."""
    whole = hashlib.sha256()
    for name in (LOCK, THEMES, ICON_LIST, Path("scripts/build_frontend.py")):
        whole.update(name.as_posix().encode())
        whole.update((root / name).read_bytes())
    return whole.hexdigest()


def is_current(root: Path) -> bool:
    """Tell whether the built files are all there and made from today's inputs."""
    manifest = root / VENDOR / "manifest.json"
    try:
        made = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return made.get("inputs") == inputs_hash(root) and all(
        (root / VENDOR / name).is_file() for name in made.get("files", {})
    )


def changed_files(folder: Path) -> Iterator[str]:
    """Yield a sentence for each built file that is not as the manifest says.

    Args:
        folder: the ``vendor`` folder, in the source tree or in an installed package.
    """
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name, expected in manifest["files"].items():
        file = folder / name
        if not file.is_file():
            yield f"{name} is missing"
        elif hashlib.sha256(file.read_bytes()).hexdigest() != expected:
            yield f"{name} has changed since it was built"
    known = {*manifest["files"], "manifest.json"}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and name not in known:
            yield f"{name} is not in the manifest"


def _run_node(root: Path, node: str, *arguments: str) -> None:
    program = root / "node_modules/@digdir/designsystemet/dist/bin/designsystemet.js"
    if not program.exists():
        raise CannotBuild("node_modules is not complete; run: make setup")
    done = subprocess.run(
        [node, str(program), *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise CannotBuild(f"the theme could not be built:\n{done.stdout}{done.stderr}")


def build_themes(root: Path, node: str, target: Path) -> None:
    """Let Designsystemet's own program make one stylesheet for each theme."""
    out = root / "build" / "themes"
    shutil.rmtree(out, ignore_errors=True)
    config = str(root / THEMES)
    _run_node(root, node, "tokens", "create", "--config", config, "--clean", "true")
    tokens = "build/design-tokens"
    _run_node(root, node, "tokens", "build", "-t", tokens, "-o", "build/themes")
    for theme in json.loads((root / THEMES).read_text(encoding="utf-8"))["themes"]:
        made = out / f"{theme}.css"
        if not made.exists():
            raise CannotBuild(f"the theme {theme} came out without a stylesheet")
        text = without_source_map(made.read_text(encoding="utf-8"))
        (target / f"{theme}.css").write_text(text, encoding="utf-8")


def copy_borrowed(modules: Path, target: Path) -> None:
    """Copy styles, script, fonts and the licence texts that go with them."""
    for source, name in COPIES.items():
        file, copy = modules / source, target / name
        if not file.exists():
            raise CannotBuild(f"{source} is not in node_modules; run: make setup")
        copy.parent.mkdir(parents=True, exist_ok=True)
        if copy.suffix == ".woff2":
            shutil.copyfile(file, copy)
        else:
            text = without_source_map(file.read_text(encoding="utf-8"))
            copy.write_text(text, encoding="utf-8")
    (target / "licences").mkdir()
    for package, name in LICENCES.items():
        shutil.copyfile(
            modules / package / "LICENSE", target / "licences" / f"{name}.txt"
        )


def copy_icons(modules: Path, names: list[str], target: Path) -> None:
    """Copy the icons the pages use.

    Raises:
        CannotBuild: Tabler has no such icon; the text names the nearest ones.
    """
    outline = modules / ICONS / "icons" / "outline"
    (target / "icons").mkdir()
    for name in names:
        file = outline / f"{name}.svg"
        if not file.exists():
            known = [svg.stem for svg in outline.glob("*.svg")]
            near = ", ".join(difflib.get_close_matches(name, known)) or "nothing near"
            raise CannotBuild(f"{ICON_LIST}: Tabler has no {name!r} (has: {near})")
        (target / "icons" / f"{name}.svg").write_text(icon_svg(file), encoding="utf-8")


def build(root: Path, node: str) -> int:
    """Build everything beside the old folder, then put it in its place.

    Returns:
        How many files were built.
    """
    inputs = inputs_hash(root)
    modules = root / "node_modules"
    target = root / "build" / "vendor"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    copy_borrowed(modules, target)
    names = icon_names((root / ICON_LIST).read_text(encoding="utf-8"))
    copy_icons(modules, names, target)
    build_themes(root, node, target)
    files = {
        file.relative_to(target).as_posix(): hashlib.sha256(
            file.read_bytes()
        ).hexdigest()
        for file in sorted(target.rglob("*"))
        if file.is_file()
    }
    versions = {
        package: json.loads((modules / package / "package.json").read_text())["version"]
        for package in sorted(LICENCES)
    }
    manifest = {"inputs": inputs, "packages": versions, "files": files}
    (target / "manifest.json").write_text(
        json.dumps(manifest, indent=1) + "\n", encoding="utf-8"
    )
    shutil.rmtree(root / VENDOR, ignore_errors=True)
    (root / VENDOR).parent.mkdir(parents=True, exist_ok=True)
    target.replace(root / VENDOR)
    return len(files)


def main(arguments: list[str] | None = None) -> int:
    """Build unless nothing changed; 0 good, 1 something is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--force", action="store_true", help="build all the same")
    parser.add_argument("--node", default="node", help="the node program to use")
    options = parser.parse_args(arguments)
    if not options.force and is_current(ROOT):
        print("The front end is as it should be.")
        return 0
    try:
        print(f"{build(ROOT, options.node)} files built into {VENDOR}")
    except CannotBuild as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
