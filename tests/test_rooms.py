"""The shape of the house: no import goes in a circle, and a room is entered by its door."""

import ast
from collections import defaultdict
from pathlib import Path

import grimp
import networkx
import pytest

SOURCE = Path(__file__).parent.parent / "src"
HOMES = ("depositary.reading", "depositary.register")
ROOMS = {
    f"{home}.{folder.name}": folder
    for home in HOMES
    for folder in sorted((SOURCE / home.replace(".", "/")).iterdir())
    if (folder / "__init__.py").is_file()
}


@pytest.fixture(scope="module")
def imports():
    graph = grimp.build_graph("depositary", cache_dir=None)
    found = networkx.DiGraph()
    for module in graph.modules:
        found.add_edges_from((module, other) for other in graph.find_modules_directly_imported_by(module))
    return found


def find_cycles(graph):
    return [sorted(part) for part in networkx.strongly_connected_components(graph) if len(part) > 1]


def test_no_module_imports_itself_by_way_of_others(imports):
    assert find_cycles(imports) == []


@pytest.mark.parametrize("home", ("depositary", *HOMES, "depositary.ingest"))
def test_no_parts_of_a_package_import_one_another_in_a_circle(imports, home):
    parts = networkx.DiGraph()
    for one, other in imports.edges:
        if one.startswith(f"{home}.") and other.startswith(f"{home}."):
            first, second = (name.removeprefix(f"{home}.").split(".")[0] for name in (one, other))
            if first != second:
                parts.add_edge(first, second)
    assert parts.edges
    assert find_cycles(parts) == []


def read_tree(path):
    return ast.parse(path.read_text("utf-8"))


def list_public(folder):
    """The names that a room's door lists in ``__all__``."""
    for node in read_tree(folder / "__init__.py").body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


PUBLIC = {room: list_public(folder) for room, folder in ROOMS.items()}


def find_entries():
    """What other parts of the package take from each room: (who, room, module in the room or "", name)."""
    for path in sorted(SOURCE.rglob("*.py")):
        who = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for node in ast.walk(read_tree(path)):
            if not isinstance(node, ast.ImportFrom) or not node.module:
                continue
            room = next((room for room in ROOMS if f"{node.module}.".startswith(f"{room}.")), None)
            if room and not f"{who}.".startswith(f"{room}."):
                for alias in node.names:
                    yield who, room, node.module.removeprefix(room).strip("."), alias.name


def test_other_rooms_take_only_what_the_door_of_a_room_lists():
    wrong = [entry for entry in find_entries() if not {entry[2], entry[3]} & PUBLIC[entry[1]]]
    assert wrong == [], "list the name in __all__ of the room's __init__.py, or do without it"


def test_a_door_lists_nothing_that_nobody_takes():
    taken = defaultdict(set)
    for _who, room, module, name in find_entries():
        taken[room] |= {module, name}
    assert {room: sorted(PUBLIC[room] - taken[room]) for room in ROOMS if PUBLIC[room] - taken[room]} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_a_door_says_what_enters_and_what_leaves(room):
    said = ast.get_docstring(read_tree(ROOMS[room] / "__init__.py")) or ""
    assert "Enters:" in said and "Leaves:" in said
    assert PUBLIC[room]


def test_the_library_does_not_need_the_command_line(imports):
    needed = networkx.descendants(imports, "depositary.library")
    assert [name for name in needed if name.startswith("depositary.cli")] == []
