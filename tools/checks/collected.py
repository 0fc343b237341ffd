"""Every function in tests/ that looks like a test is one that pytest runs."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.checks import Finding, python_files, relative

BUILT_IN = {
    "client",
    "db",
    "transactional_db",
    "rf",
    "settings",
    "mailoutbox",
    "live_server",
    "admin_client",
    "django_assert_num_queries",
    "django_assert_max_num_queries",
    "django_capture_on_commit_callbacks",
    "monkeypatch",
    "tmp_path",
    "tmp_path_factory",
    "caplog",
    "capsys",
    "request",
    "subtests",
}
BUILDERS = ("make_", "given_", "pytest_")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def findings() -> Iterator[Finding]:
    """Functions that take a fixture and are never run, and tests in files that pytest does not open."""
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in python_files("tests")}
    fixtures = BUILT_IN | {each.name for tree in trees.values() for each in _functions(tree) if _is_fixture(each)}
    named = {name for tree in trees.values() for name in _names_used(tree)}
    for file, tree in trees.items():
        yield from _in_file(file, tree, fixtures, named)


def _in_file(file: Path, tree: ast.Module, fixtures: set[str], named: set[str]) -> Iterator[Finding]:
    opened = file.name.startswith("test_") or file.name.endswith("_test.py")
    for function in (node for node in tree.body if isinstance(node, Function)):
        where = f"{relative(file)}:{function.lineno}"
        if function.name.startswith("test_"):
            if not opened:
                yield Finding(where, f"{function.name} never runs. Name the file test_*.py.")
        elif never_runs(function, fixtures, named):
            yield Finding(
                where, f"{function.name} takes a fixture and never runs. Begin its name with test_, or call it."
            )


def never_runs(function: Function, fixtures: set[str], named: set[str]) -> bool:
    """Whether it takes a fixture, is neither fixture, hook nor builder, and nobody calls it."""
    if _is_fixture(function) or function.name.startswith(BUILDERS) or function.name in named:
        return False
    arguments = function.args
    return any(argument.arg in fixtures for argument in [*arguments.args, *arguments.kwonlyargs])


def _functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _is_fixture(function: Function) -> bool:
    return any("fixture" in ast.unparse(decorator) for decorator in function.decorator_list)


def _names_used(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name
