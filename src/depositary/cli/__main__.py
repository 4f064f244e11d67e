"""Run the command line with ``python -m depositary.cli``. Without arguments, it reads JSON lines."""

from __future__ import annotations

import sys

from depositary.cli.main import main

if __name__ == "__main__":
    main(sys.argv[1:] or ["read", "--from", "jsonl", "--json", "-"])
