"""The documentation fails the build: all that can be used is in it, and what it runs runs."""

import doctest
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from depositary.cli.main import cli
from depositary.model import vocabulary
from tests.shell import run_line, warm_up

ROOT = Path(__file__).parent.parent
DOCS = sorted(path for path in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
REFERENCE = ROOT / "docs/reference"
ENUMS = [
    each for each in vars(vocabulary).values() if isinstance(each, type) and each.__module__ == vocabulary.__name__
]


def name_of(path):
    return str(path.relative_to(ROOT))


def walk(group, path=("depositary",)):
    context = click.Context(group, info_name=path[-1])
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from walk(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


COMMANDS = dict(walk(cli))


def sections(name):
    """The second-level sections of a reference page by title."""
    _, *parts = re.split(r"^## ", (REFERENCE / name).read_text("utf-8"), flags=re.M)
    return {part.partition("\n")[0].strip(): part for part in parts}


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_option_is_documented(path):
    section = sections("cli.md").get(path)
    assert section, f"docs/reference/cli.md lacks {path}: run make reference"
    options = [name for parameter in COMMANDS[path].params for name in (*parameter.opts, *parameter.secondary_opts)]
    assert [name for name in options if name.startswith("-") and name not in section] == []


def test_no_command_is_documented_that_is_not_there():
    assert {name for name in sections("cli.md") if name.startswith("depositary ")} == set(COMMANDS)


def test_every_test_that_the_page_on_security_names_is_there():
    page = (ROOT / "docs/security.md").read_text("utf-8")
    tests = "\n".join(path.read_text("utf-8") for path in ROOT.glob("tests/**/test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 80
    assert sorted(name for name in named if f"def {name}(" not in tests) == []
    assert [path for path in re.findall(r"`(tests/[\w/.]+)`", page) if not (ROOT / path).exists()] == []


SCHEMA = json.loads((REFERENCE / "reading.schema.json").read_text("utf-8"))
FIELDS = {"reading": SCHEMA, "report": SCHEMA["properties"]["report"], **SCHEMA["$defs"]}


@pytest.mark.parametrize("thing", FIELDS)
def test_every_field_of_the_contract_is_documented_and_no_other(thing):
    rows = re.findall(r"^\| (`[^|]+`) \|", sections("reading.md")[thing], re.M)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert named == set(FIELDS[thing]["properties"])


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_every_code_is_documented_and_no_other(enum):
    assert re.findall(r"^\| `([a-z-]+)` \|", sections("vocabulary.md")[enum.__name__], re.M) == [x.value for x in enum]


WORDS = [
    path
    for folder in ("languages/*", "world")
    for path in sorted((ROOT / "src/depositary").glob(f"{folder}/*"))
    if path.suffix in (".txt", ".tsv", ".toml")
]


def test_every_file_of_the_lexicon_is_documented():
    pages = sections("lexicon.md")
    missing = [path.name for path in WORDS if f"`{path.name}`" not in pages[path.parent.name]]
    assert missing == [], "run make reference"


def test_every_file_of_the_lexicon_names_its_source_and_licence():
    heads = {path.name: "\n".join(path.read_text("utf-8").splitlines()[:12]) for path in WORDS}
    assert [name for name, head in heads.items() if "Source:" not in head or "Licence:" not in head] == []


@pytest.mark.docs
@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_examples_in_python_run(path, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert doctest.testfile(str(path), module_relative=False, optionflags=doctest.ELLIPSIS).failed == 0


def console_lines(path):
    """The commands of a page's console blocks, in order."""
    blocks = re.findall(r"^```console\n(.*?)^```", path.read_text("utf-8"), re.M | re.S)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


PAGES = [path for path in DOCS if console_lines(path)]


@pytest.fixture(scope="module")
def warm():
    warm_up()


def place_examples(folder):
    (folder / "examples").symlink_to(ROOT / "examples")
    return {**os.environ, "DEPOSITARY_REGISTER": str(folder / "register.db")}


@pytest.mark.docs
@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_examples_on_the_command_line_run_in_the_order_of_their_page(path, tmp_path):
    environment = place_examples(tmp_path)
    for line in console_lines(path):
        done = run_line(line.replace(".venv/bin/depositary", "depositary"), tmp_path, environment)
        assert (line, done.code, done.err) == (line, 0, b"")


@pytest.mark.docs
def test_the_first_example_runs_in_a_shell_as_a_reader_would_run_it(tmp_path):
    environment = place_examples(tmp_path)
    for line in console_lines(ROOT / "README.md")[:1]:  # each starts an interpreter and loads the model: slow
        command = line.replace(".venv/bin/depositary", "depositary")
        script = f"depositary() {{ '{sys.executable}' -m depositary.cli \"$@\"; }}; {command}"
        done = subprocess.run(
            ["sh", "-c", script], cwd=tmp_path, env=environment, capture_output=True, timeout=60, check=False
        )
        assert (line, done.returncode, done.stderr) == (line, 0, b"")


@pytest.mark.parametrize("path", [*DOCS, *ROOT.glob("*.md")], ids=name_of)
def test_links_lead_somewhere(path):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_page_is_linked_from_the_readme_or_a_page():
    linked = {
        (path.parent / link).resolve()
        for path in DOCS
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8"))
    }
    assert [name_of(path) for path in DOCS if path.resolve() not in linked and path.name != "README.md"] == []
