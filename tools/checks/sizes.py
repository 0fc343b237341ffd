"""Files and functions stay small enough to be read in one go."""

import ast
from collections.abc import Iterator

from tools.checks import Finding, python_files, relative

FILE_WARN, FILE_FAIL = 300, 500
FUNCTION_WARN, FUNCTION_FAIL = 40, 60


def findings() -> Iterator[Finding]:
    """Every file and function beyond its budget."""
    for file in python_files("src", "tests", "tools", "benchmarks"):
        text = file.read_text(encoding="utf-8")
        yield from of_file(relative(file), text)


def of_file(name: str, text: str) -> Iterator[Finding]:
    """Findings on one file's text."""
    lines = len(text.splitlines())
    if lines > FILE_WARN:
        yield Finding(
            name,
            f"{lines} lines (warned from {FILE_WARN}, refused from {FILE_FAIL}). Give one of its nouns its own file.",
            warning=lines <= FILE_FAIL,
        )
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_WARN:
                yield Finding(
                    f"{name}:{node.lineno}",
                    f"{node.name} has {length} lines (warned from {FUNCTION_WARN}, refused from {FUNCTION_FAIL})."
                    " Let it call a second function that has a name of its own.",
                    warning=length <= FUNCTION_FAIL,
                )
