"""What the house asks of every module, checked by machine."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import cordiale.export
from cordiale.export import EXPORTERS
from cordiale.lexicon import load_lexicon
from cordiale.measure import INDICES, indices

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "cordiale"
MODULES = sorted(SOURCE.rglob("*.py"))
NAMES = [str(m.relative_to(SOURCE)) for m in MODULES]
_LONGEST = 400
_FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc"}
# Modules of export/ that serve exporters without being one.
_NO_EXPORTERS = {
    "charts",
    "cited",
    "delimited",
    "dyadic",
    "excerpts",
    "exporters",
    "files",
    "graph",
    "lines",
    "points",
    "printed",
    "selection",
    "tables",
}
# Codes of states that are also a word of SQL, a month, a time zone, a sort of picture.
_ALSO_WORDS = {"AND", "MAR", "EST", "PNG"}
# Names of currencies ("Canadian dollars") are the words of money, not of states.
_CURRENCY = re.compile(r"(?:dollars|dlrs|pesos|francs)$")


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"))


def docstrings(module: ast.Module) -> set[int]:
    """The ids of the constants that are docstrings."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                found.add(id(first.value))
    return found


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_no_file_is_longer_than_a_few_screens(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= _LONGEST


def test_no_tests_or_tools_file_is_longer_either() -> None:
    files = [
        f for folder in ("tests", "evals", "benchmarks", "faults", "training") for f in (ROOT / folder).rglob("*.py")
    ]
    assert [f"{f}" for f in files if len(f.read_text("utf-8").splitlines()) > _LONGEST + 100] == []


def test_no_module_is_named_for_nothing() -> None:
    parts = {part for m in MODULES for part in m.relative_to(SOURCE).with_suffix("").parts}
    assert parts & _FORBIDDEN == set()


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_every_public_module_class_and_function_says_what_it_is(module: Path) -> None:
    parsed = tree(module)
    silent = [] if ast.get_docstring(parsed) else ["the module"]
    for node in parsed.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        silent += [] if ast.get_docstring(node) else [node.name]
        if isinstance(node, ast.ClassDef):
            silent += [
                f"{node.name}.{part.name}"
                for part in node.body
                if isinstance(part, ast.FunctionDef) and not part.name.startswith("_") and not ast.get_docstring(part)
            ]
    assert silent == []


def test_imports_point_downwards() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


def test_every_module_can_be_imported() -> None:
    package = importlib.import_module("cordiale")
    for found in pkgutil.walk_packages(package.__path__, "cordiale."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)


def test_every_exporter_is_in_the_table() -> None:
    modules = {m.name for m in pkgutil.iter_modules(cordiale.export.__path__)} - _NO_EXPORTERS
    assert modules <= EXPORTERS.keys()
    assert all(callable(write) and write.__doc__ for write in EXPORTERS.values())


def test_every_index_is_in_the_table() -> None:
    made = {value for name, value in vars(indices).items() if name.startswith("index_of_")}
    assert made == set(INDICES.values())
    assert all(measure.__doc__ for measure in INDICES.values())


@cache
def names_of_states() -> re.Pattern[str]:
    """Names, people, capitals and metonyms of all states, and their codes."""
    words, codes = set(), set()
    for state in load_lexicon().states.values():
        words |= {w for w in (*state.names, *state.nationalities, state.capital, *state.metonyms) if w}
        codes.add(state.iso3)
    every = sorted({re.escape(w) for w in words if len(w) > 3} | codes, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(every)})\b")


def named_states(module: Path) -> list[str]:
    """The states named in the strings of a module, outside of docstrings, each with its line."""
    parsed = tree(module)
    said = docstrings(parsed)
    found = []
    for node in ast.walk(parsed):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            names = names_of_states().findall(node.value)
            names = [] if _CURRENCY.search(node.value) else names
            found += [f"line {node.lineno}: {name}" for name in names if name not in _ALSO_WORDS]
    return found


def test_a_state_named_in_code_is_noticed(tmp_path: Path) -> None:
    state = next(iter(load_lexicon().states.values()))
    module = tmp_path / "bad.py"
    module.write_text(f'"""{state.names[0]}"""\nx = "in {state.names[0]}"\ny = ("{state.iso3}",)\n', "utf-8")
    assert named_states(module) == [f"line 2: {state.names[0]}", f"line 3: {state.iso3}"]


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_code_names_no_state(module: Path) -> None:
    if module.parent.name == "cli":
        pytest.skip("the examples in help texts are for people, who think of states")
    assert named_states(module) == []


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_the_package_rests_on_nothing_outside_itself(module: Path) -> None:
    text = module.read_text("utf-8")
    assert "shared/" not in text
    for node in ast.walk(tree(module)):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        assert not any(
            n.split(".")[0] in ("evals", "training", "benchmarks", "faults", "tests", "examples") for n in names
        )


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_only_the_command_line_prints(module: Path) -> None:
    calls = [n for n in ast.walk(tree(module)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    prints = [n.lineno for n in calls if isinstance(n.func, ast.Name) and n.func.id == "print"]
    assert module.is_relative_to(SOURCE / "cli") or prints == []


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_sql_is_only_in_the_store(module: Path) -> None:
    if module.is_relative_to(SOURCE / "store"):
        return
    imported = {
        name.name.split(".")[0]
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Import)
        for name in node.names
    }
    assert imported & {"sqlite3", "sqlalchemy"} == set()
