"""One deliberate mistake: a larger limit, a gate dropped, a boundary moved by one, an action that does nothing."""

import ast
import copy
import re
from pathlib import Path
from typing import Any

import yaml

from tools.checks.requirements import Unresolved, python_node, yaml_entry

NUMBER = re.compile(r"\d+")
NEIGHBOUR: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}


def alter(where: str, root: Path) -> str:
    """Make the mistake in the copy of the checkout at `root`; say in words what it was. Raises Unresolved."""
    path, mark, name = where.partition("#") if "#" in where else where.partition(":")
    file = root / path
    text = file.read_text(encoding="utf-8")
    altered, told = alter_yaml(text, name) if mark == "#" else alter_python(text, name)
    file.write_text(altered, encoding="utf-8")
    return told


def alter_yaml(text: str, dotted: str) -> tuple[str, str]:
    """The document with the field changed, or dropped where it has no number."""
    document = yaml.safe_load(text)
    container, key = yaml_entry(document, dotted)
    old = container[key]
    new = other_value(old)
    if new is None:
        del container[key]
        told = f"{old!r} is dropped"
    else:
        container[key] = new
        told = f"{old!r} becomes {new!r}"
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False), told


def other_value(old: Any) -> Any:
    """A different value of the same kind; None where only leaving it out makes a difference.

    >>> [other_value(each) for each in ("-2h", 90, True, ["ready"], "conference.leader")]
    ['-3h', 135, False, [], None]
    """
    if isinstance(old, bool):
        return not old
    if isinstance(old, int | float):
        return old + larger(old)
    if isinstance(old, str) and NUMBER.search(old):
        return NUMBER.sub(lambda found: str(int(found[0]) + larger(int(found[0]))), old, count=1)
    return [] if isinstance(old, list) and old else None


def larger(number: float) -> int:
    """By how much a limit grows: half, at least one."""
    return max(1, int(abs(number)) // 2)


def alter_python(text: str, dotted: str) -> tuple[str, str]:
    """The module with the function or constant changed."""
    tree = ast.parse(text)
    node = python_node(tree, dotted)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        told = alter_function(node)
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        node.value, told = alter_constant(node.value)
    else:
        raise Unresolved(f"{dotted} is no function and no constant; name one of its methods or limits")
    return ast.unparse(ast.fix_missing_locations(tree)), told


def alter_function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """Move the boundary of the only comparison by one; without a single one, make the function do nothing."""
    ordered = [each for each in ast.walk(node) if isinstance(each, ast.Compare) and type(each.ops[0]) in NEIGHBOUR]
    if len(ordered) == 1 and len(ordered[0].ops) == 1:
        old = ast.unparse(ordered[0])
        ordered[0].ops = [NEIGHBOUR[type(ordered[0].ops[0])]()]
        return f"{old} becomes {ast.unparse(ordered[0])}"
    generates = any(isinstance(each, ast.Yield | ast.YieldFrom) for each in ast.walk(node))
    node.body = (
        ast.parse("def f():\n    return None\n    yield" if generates else "def f():\n    return None").body[0].body
    )  # type: ignore[attr-defined]
    return f"{node.name} does nothing"


def alter_constant(value: ast.expr) -> tuple[ast.expr, str]:
    """Every number larger; without a number: the opposite, or the empty collection."""
    altered = copy.deepcopy(value)
    numbers = [
        each for each in ast.walk(altered) if isinstance(each, ast.Constant) and type(each.value) in {int, float}
    ]
    for number in numbers:
        number.value += larger(number.value)  # type: ignore[operator]
    if not numbers:
        altered = _opposite(altered)
    return altered, f"{ast.unparse(value)} becomes {ast.unparse(altered)}"


def _opposite(value: ast.expr) -> ast.expr:
    if isinstance(value, ast.Constant):
        return ast.Constant(not value.value if isinstance(value.value, bool) else other_value(value.value))
    if isinstance(value, ast.Dict):
        return ast.Dict(keys=[], values=[])
    if isinstance(value, ast.List | ast.Tuple):
        return type(value)(elts=[], ctx=ast.Load())
    return ast.Constant(None)
