"""docs/requirements/requirements.csv says what is done, where, and which test shows it; this proves that they exist."""

import ast
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tools.checks import ROOT, Finding

FILE = ROOT / "docs" / "requirements" / "requirements.csv"
COLUMNS = ["id", "title", "status", "where", "test"]
STATUSES = {"done", "partly", "later"}
IDENTITY = re.compile(r"[A-Z]{2,5}-[0-9A-Z]+([.-][0-9A-Za-z]+)*")


class Unresolved(ValueError):
    """`where` or `test` names nothing; the message says what is missing."""


@dataclass(frozen=True)
class Row:
    """One requirement. `test` may name several nodes, separated by blanks."""

    id: str
    title: str
    status: str
    where: str
    test: str
    line: int = 0

    @property
    def tests(self) -> list[str]:
        return self.test.split()


def rows(file: Path = FILE) -> list[Row]:
    """All rows; raises Unresolved when the columns are not the agreed ones."""
    with file.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        if reader.fieldnames != COLUMNS:
            raise Unresolved(f"the columns must be {','.join(COLUMNS)}")
        return [Row(**{name: (line[name] or "").strip() for name in COLUMNS}, line=reader.line_num) for line in reader]


def findings(file: Path = FILE) -> Iterator[Finding]:
    """What is wrong with the list."""
    if not file.exists():
        return
    name = str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else file.name
    seen: set[str] = set()
    try:
        for row in rows(file):
            where = f"{name}:{row.line} {row.id}"
            if row.id in seen:
                yield Finding(where, "stands twice. Keep one row an id.")
            seen.add(row.id)
            for problem in row_problems(row):
                yield Finding(where, problem)
    except Unresolved as error:
        yield Finding(name, str(error))


def row_problems(row: Row) -> Iterator[str]:
    """What is wrong with one row, each with its remedy."""
    if not IDENTITY.fullmatch(row.id):
        yield f"{row.id!r} is no id. Write it as in the catalogue, like CHKL-002."
    if not row.title:
        yield "has no title."
    if row.status not in STATUSES:
        yield f"status {row.status!r} is unknown. Use done, partly or later."
    if row.status == "done" and not (row.where and row.test):
        yield "is done, so `where` and `test` must say by what and shown by which test."
    try:
        if row.where:
            find_where(row.where)
        for test in row.tests:
            find_test(test)
    except Unresolved as error:
        yield f"{error}. Name what is there, or set the status to partly."


def find_where(where: str) -> None:
    """Pass if `path.py:name` or `path.yaml#CODE.field` is there; else raise Unresolved."""
    path, mark, name = where.partition("#") if "#" in where else where.partition(":")
    file = ROOT / path
    if not file.is_file():
        raise Unresolved(f"there is no file {path}")
    if mark == "#":
        yaml_entry(yaml.safe_load(file.read_text(encoding="utf-8")), name)
    elif python_node(ast.parse(file.read_text(encoding="utf-8")), name) is None:
        raise Unresolved(f"{path} has no {name or 'name after the colon'}")


def python_node(tree: ast.AST, dotted: str) -> ast.stmt | None:
    """The function, class, method or assignment called `dotted` (Class.method); None if there is none."""
    head, _, rest = dotted.partition(".")
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name == head:
            return python_node(node, rest) if rest else node
        if isinstance(node, ast.Assign | ast.AnnAssign) and not rest and head in _targets(node):
            return node
    return None


def _targets(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}


def yaml_entry(document: Any, dotted: str) -> tuple[Any, Any]:
    """The container and key of CODE.field (a.b, places in a list by number); codes may hold dots. Raises Unresolved."""
    parts = dotted.split(".")
    for length in range(len(parts) - 1, 0, -1):
        code = ".".join(parts[:length])
        if (entry := _with_code(document, code)) is not None:
            keys = [int(key) if key.isdigit() else key for key in parts[length:]]
            for key in keys[:-1]:
                entry = _step(entry, key, code)
            _step(entry, keys[-1], code)
            return entry, keys[-1]
    raise Unresolved(f"no entry has the code that {dotted} begins with")


def _step(entry: Any, key: Any, code: str) -> Any:
    try:
        return entry[key]
    except (KeyError, IndexError, TypeError):
        raise Unresolved(f"{code} has no field {key}") from None


def _with_code(document: Any, code: str) -> Any:
    """Depth first: a mapping whose `code` is the code, or what stands under the code as a key."""
    if isinstance(document, dict):
        if document.get("code") == code:
            return document
        if code in document and isinstance(document[code], dict | list):
            return document[code]
        document = list(document.values())
    if isinstance(document, list):
        return next((found for each in document if (found := _with_code(each, code)) is not None), None)
    return None


def find_test(node: str) -> None:
    """Pass if the pytest node id names a test that is there; else raise Unresolved."""
    path, *names = node.split("[")[0].split("::")
    file = ROOT / path
    if not file.is_file():
        raise Unresolved(f"there is no test file {path}")
    if names and python_node(ast.parse(file.read_text(encoding="utf-8")), ".".join(names)) is None:
        raise Unresolved(f"{path} has no test {'::'.join(names)}")
