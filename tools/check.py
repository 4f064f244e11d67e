"""Run the quick checks on two cores: style, types and imports, and beside them the unit tests in two processes.

``make check`` calls it. It prints each result as it comes and ends with exit code 1 if one of them failed.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
LEFT_OUT = "slow or browser or docs or kill or hostile"
CHECKS = {
    "style": ["ruff", "check", "--quiet", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "import contracts": ["lint-imports", "--no-logo"],
    "types": ["mypy"],
}
TESTS = ["python", "-m", "pytest", "-n", "2", "--dist", "loadfile", "-m", f"not ({LEFT_OUT})", *sys.argv[1:]]


def run(name: str, words: list[str], failed: list[str]) -> None:
    """Run one check, say how it went and how long it took; show its output only if it failed."""
    began = time.monotonic()
    done = subprocess.run([BIN / words[0], *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    took = time.monotonic() - began
    print(f"\n{name}: {'FAILED' if done.returncode else 'right'} ({took:.0f} s)", flush=True)
    if done.returncode:
        failed.append(name)
        print(done.stdout + done.stderr, flush=True)


def main() -> int:
    """Run everything and say what failed."""
    began = time.monotonic()
    failed: list[str] = []
    print("check: style, types, import contracts and unit tests; about 90 seconds on two cores", flush=True)
    beside = threading.Thread(target=lambda: [run(name, words, failed) for name, words in CHECKS.items()])
    beside.start()
    tests = subprocess.run([BIN / TESTS[0], *TESTS[1:]], cwd=ROOT, check=False)
    beside.join()
    failed += ["unit tests"] if tests.returncode else []
    print(f"\ncheck: {'FAILED: ' + ', '.join(failed) if failed else 'all is right'} ({time.monotonic() - began:.0f} s)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
