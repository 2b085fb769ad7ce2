"""Licences of all that comes with `pip install musnad`: a table, and a failure where one is of the GPL family.

    python tools/licences.py            # the core
    python tools/licences.py mcp        # the core and an extra

What each package says of itself (PEP 639 expression, classifiers, or the old field), over the dependencies of
dependencies as far as they apply to this machine. A choice of licences ("MIT OR GPL-2.0") passes on its freest part.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_COPYLEFT = re.compile(r"\b(A?GPL|SSPL|GNU (Affero )?General Public)", re.IGNORECASE)
_LESSER = re.compile(r"\bL(esser )?GPL|Lesser General Public", re.IGNORECASE)


def licence_of(package: Distribution) -> str:
    """What a package says its licence is; ``unknown`` where it says nothing."""
    about = package.metadata
    classifiers = [c.split(" :: ")[-1] for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    named = [c for c in classifiers if c != "OSI Approved"]
    return about.get("License-Expression") or "; ".join(named) or (about.get("License") or "unknown").splitlines()[0]


def is_copyleft(licence: str) -> bool:
    """True where every choice that the licence leaves is of the GPL family (the Lesser one is not)."""
    choices = re.split(r"\bOR\b", licence)
    return all(_COPYLEFT.search(choice) and not _LESSER.search(choice) for choice in choices)


def needed(
    lines: Iterable[str], extras: frozenset[str], seen: set[tuple[str, frozenset[str]]]
) -> Iterator[Distribution]:
    """The packages of these requirements, and all that they need here, each once. Raises PackageNotFoundError."""
    for requirement in map(Requirement, lines):
        marker, asked = requirement.marker, frozenset(requirement.extras)
        key = (canonicalize_name(requirement.name), asked)
        if key in seen or (marker and not any(marker.evaluate({"extra": extra}) for extra in extras or {""})):
            continue
        seen.add(key)
        package = distribution(requirement.name)
        yield package
        yield from needed(package.requires or (), asked, seen)


def ours(extras: list[str]) -> list[str]:
    """What Musnad itself asks for: the core, and these extras."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    return [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]


def main(extras: list[str]) -> int:
    try:
        packages = {package.name: package for package in needed(ours(extras), frozenset(), set())}
    except PackageNotFoundError as error:
        print(f"licences: {error.name} is not installed; run `make dev` first.", file=sys.stderr)
        return 3
    bad = []
    for name, package in sorted(packages.items(), key=lambda item: item[0].lower()):
        licence = licence_of(package)
        print(f"{name:24} {package.version:14} {licence}")
        bad += [name] if is_copyleft(licence) else []
    if bad:
        print(f"licences: of the GPL family: {', '.join(bad)}; the core takes none.", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
