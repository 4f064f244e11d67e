# make demo    read the example reports and print what is in them
# make check   the quick checks before a commit: style, types, import contracts, unit tests (about 90 seconds)
# make test    everything: all tests, with browser, databases and killed processes (about 4 minutes)
# make lint    check style, types and the direction of imports
# make model   train the reader's model anew from labelled reports (about two hours); GOLD=folder TEXTS=file ARTICLES=file
# make label   label the reports that the reader is least sure of: make label REPORTS=file OUT=folder
# make lock    resolve the dependencies of pyproject.toml anew into requirements/
.POSIX:
.PHONY: demo check test lint model label lock licences reference pictures
BIN = .venv/bin

demo:
	@tools/install run
	@$(BIN)/depositary read --from jsonl examples/reports.jsonl
	@echo "Next, a report of your own:  $(BIN)/depositary read FILE --published 2024-12-26"
	@echo "The same for programs:       $(BIN)/depositary read --json examples/reports.jsonl"
	@echo "The register in a browser:   $(BIN)/depositary serve     (it offers to load an example)"
	@echo "All commands:                $(BIN)/depositary --help    and docs/tutorial.md"

check:
	@tools/install dev
	@$(BIN)/python tools/check.py

test:
	@tools/install dev
	@echo "test: all tests; about 4 minutes on two cores, the time left shows as per cent"
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint:
	@tools/install dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

model:
	@tools/train $(GOLD) $(TEXTS) $(ARTICLES)

label:
	@tools/install dev
	$(BIN)/python -m training label $(REPORTS) $(OUT)

lock:
	@tools/lock

licences:
	@tools/install dev
	$(BIN)/python tools/licences.py

reference:
	@tools/install dev
	$(BIN)/python tools/reference.py

pictures:
	@tools/install dev
	$(BIN)/python tools/pictures.py
