"""List the packages that have been tested together: ``python docs/make_sbom.py`` writes ``docs/sbom.cdx.json``.

CycloneDX 1.6 as JSON, of the exact versions in ``constraints.txt``, with the licences that the installed packages
state. A package is *required* where the program needs it to run, and else *excluded*: it is there to test, develop or
measure. The file has neither time nor chance in it: the same packages give the same file.

Needs everything in ``constraints.txt`` to be installed: the extras ``dev`` and ``bench``.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "docs" / "sbom.cdx.json"
_LONGEST_NAME = 60  # characters; a longer "licence" is the text of it


def main() -> None:
    """Write the list."""
    missing = [name for name in constrained() if installed(name) is None]
    if missing:
        sys.exit(f"Not installed: {', '.join(missing)}")
    FILE.write_text(f"{json.dumps(bill(), ensure_ascii=False, indent=2)}\n", "utf-8")
    print(FILE)


def bill() -> dict[str, Any]:
    """Give the whole list: a CycloneDX document."""
    project = _project()
    root = f"pkg:generic/{project['name']}@{project['version']}"
    needed = runtime()
    parts = [component(name, version, required=name in needed) for name, version in constrained().items()]
    asked = sorted(canonicalize_name(Requirement(one).name) for one in project["dependencies"])
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(parts)).urn,
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": parts,
        "dependencies": [
            {"ref": root, "dependsOn": [_purl(name) for name in asked]},
            *({"ref": _purl(name), "dependsOn": _asked_by(name, needed[name])} for name in sorted(needed)),
        ],
    }


def component(name: str, version: str, *, required: bool) -> dict[str, Any]:
    """Describe one package."""
    return {
        "type": "library",
        "bom-ref": _purl(name),
        "name": name,
        "version": version,
        "scope": "required" if required else "excluded",
        "licenses": [licence] if (licence := _licence(installed(name))) else [],
        "purl": _purl(name),
    }


def constrained() -> dict[str, str]:
    """Read ``constraints.txt``: the name of each package, as purls have it, and its version."""
    lines = (line.strip() for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines())
    pinned = (line.split("==") for line in lines if line and not line.startswith("#"))
    return dict(sorted((str(canonicalize_name(name)), version) for name, version in pinned))


def runtime() -> dict[str, set[str]]:
    """Walk from what the project asks for to all that it takes to run: name → the extras that are asked for."""
    found: dict[str, set[str]] = {}
    waiting = [Requirement(one) for one in _project()["dependencies"]]
    while waiting:
        one = waiting.pop()
        name = str(canonicalize_name(one.name))
        if name in found and one.extras <= found[name]:
            continue
        found.setdefault(name, set()).update(one.extras)
        waiting += _requirements(name, found[name])
    return found


def installed(name: str) -> Distribution | None:
    """Give what is known of an installed package; None where it is not installed."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _asked_by(name: str, extras: Iterable[str]) -> list[str]:
    return sorted({_purl(str(canonicalize_name(one.name))) for one in _requirements(name, extras)})


def _requirements(name: str, extras: Iterable[str]) -> Iterator[Requirement]:
    """Give what a package with some extras asks for on this system."""
    found = installed(name)
    for line in (found.requires if found else None) or []:
        one = Requirement(line)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield one


def _licence(found: Distribution | None) -> dict[str, Any] | None:
    """Give the licence as the package states it: an expression of SPDX where it has one, else a name."""
    if found is None:
        return None
    said = found.metadata
    if "License-Expression" in said:
        return {"expression": said["License-Expression"]}
    classified = [
        line.rsplit(" :: ", 1)[-1] for line in said.get_all("Classifier", []) if line.startswith("License ::")
    ]
    stated = re.sub(r"\s+", " ", " ".join(said.get_all("License", []))).strip()
    name = stated if 0 < len(stated) <= _LONGEST_NAME else ", ".join(sorted(classified))
    return {"license": {"name": name}} if name else None


def _purl(name: str) -> str:
    return f"pkg:pypi/{name}@{constrained()[name]}"


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


if __name__ == "__main__":
    main()
