"""Draw docs/pictures: what ``depositary read`` shows of an example report, and pages of the example in a browser.

Run it in the environment of ``tools/install dev``, with Debian's Chromium: ``make pictures``. Without a browser
the pictures of pages stay as they are. ``stamps.json`` records of which code each picture was drawn, and a test
fails when that code has changed since.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console

from depositary.cli.layout import lay_out
from depositary.reading.reader import Reader
from depositary.sources import Details
from depositary.sources.plain import compose_plain

FONTS = re.compile(r"\s*@font-face \{.*?\}|<!--.*?-->", re.S)  # a picture fetches nothing from elsewhere
ROOT = Path(__file__).parent.parent


PICTURES = ROOT / "docs/pictures"
STAMPS = PICTURES / "stamps.json"
WEB = "src/depositary/web"
SHARED = [f"{WEB}/templates/base.html", f"{WEB}/templates/parts.html", f"{WEB}/static/depositary.css"]
SOURCES = {
    "read.svg": ["examples/treaty-announced.txt", "src/depositary/cli/layout.py"],
    "agreement.png": [*SHARED, f"{WEB}/templates/agreement.html", f"{WEB}/drawing.py", f"{WEB}/summary.py"],
    "report-dark.png": [*SHARED, f"{WEB}/templates/report.html", f"{WEB}/passages.py"],
    "map.png": [*SHARED, f"{WEB}/templates/map.html", f"{WEB}/templates/plots.html", f"{WEB}/world.tsv"],
}
"""The files that say how each picture looks: when one changes, the picture is drawn anew."""
PORT = 8468
PAGES = {
    "agreement": ("light", 1000, "/agreements/{treaty}?on=2025-11-01&known=2025-08-15"),
    "report-dark": ("dark", 800, "/reports/{report}"),
    "map": ("light", 800, "/map"),
}
"""Each picture's colours, height, and page."""


def stamp(name: str) -> str:
    """Return a stamp that changes with the files that say how a picture looks."""
    held = b"\0".join((ROOT / source).read_bytes() for source in SOURCES[name])
    return hashlib.sha256(held).hexdigest()[:16]


def record(names: list[str]) -> None:
    """Record of which code some pictures were drawn."""
    told = json.loads(STAMPS.read_text("utf-8")) if STAMPS.exists() else {}
    told |= {name: stamp(name) for name in names}
    STAMPS.write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", "utf-8")


def main() -> None:
    """Draw all pictures."""
    draw_reading()
    record(["read.svg"])
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no chromium: the pictures of pages stay as they are", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        shoot(chromium, f"{folder}/register.db")
    record([f"{name}.png" for name in PAGES])


def shoot(chromium: str, register: str) -> None:
    """Take the pictures of pages, from a server over the examples."""
    from playwright.sync_api import sync_playwright

    program = [sys.executable, "-m", "depositary.cli", "--register", register]
    examples = [str(ROOT / "examples" / name) for name in ("russia-iran/reports.jsonl", "reports.jsonl")]
    subprocess.run([*program, "add", *examples], check=True)
    server = subprocess.Popen([*program, "serve", "--port", str(PORT)])
    try:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            take_all(browser, f"http://127.0.0.1:{PORT}")
    finally:
        server.terminate()
        server.wait(20)


def take_all(browser: Any, address: str) -> None:
    """Take each picture, once the server answers."""
    page = browser.new_page()
    for _ in range(100):
        with contextlib.suppress(Exception):
            page.request.get(address)
            break
        time.sleep(0.2)
    treaty = page.request.get(f"{address}/api/v1/agreements?q=Strategic+Partnership").json()["items"][0]["id"]
    claims = page.request.get(f"{address}/api/v1/agreements/{treaty}/claims").json()["items"]
    names = {"treaty": treaty, "report": claims[1]["report"]["id"]}
    for name, (scheme, height, place) in PAGES.items():
        context = browser.new_context(color_scheme=scheme, viewport={"width": 1200, "height": height}, locale="en-GB")
        shot = context.new_page()
        shot.goto(address + place.format(**names))
        shot.screenshot(path=PICTURES / f"{name}.png")
        context.close()


def draw_reading() -> None:
    """Draw what ``depositary read`` shows."""
    text = (ROOT / "examples/treaty-announced.txt").read_text("utf-8")
    report = compose_plain(text, Details(published="2024-12-27", outlet="Depositary Examples"))
    console = Console(record=True, width=100, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(lay_out(Reader().read(report)))
    drawing = console.export_svg(title="depositary read", unique_id="read")
    (PICTURES / "read.svg").write_text(FONTS.sub("", drawing), "utf-8")


if __name__ == "__main__":
    main()
