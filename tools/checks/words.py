"""Collects the words of each module that a reader sees, from Python files and templates."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.checks import PACKAGE, relative

PLAIN = {"_", "N_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}
IN_TEMPLATE = re.compile(
    r"""\b(?P<call>_|gettext|ngettext|pgettext|npgettext)\(\s*(?P<first>u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"))"""
    r"""(?:\s*,\s*(?P<second>u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")))?""",
    re.S,
)
STATE_CLASS = "State"


@dataclass(frozen=True)
class Word:
    """A string that a reader sees: its context (mostly none), text and place."""

    context: str | None
    text: str
    where: str


class NotConstant(ValueError):
    """A string to translate is put together at run time, so nobody can translate it."""


HOUSES = ("foundation", "frontdesk")
"""Packages that hold modules instead of being one."""


def modules() -> list[Path]:
    """The folders that have a catalogue of their own: the modules, and the sub-packages of foundation and frontdesk."""
    houses = [PACKAGE / name for name in HOUSES]
    found = [
        folder
        for house in [PACKAGE, *houses]
        for folder in sorted(house.iterdir())
        if (folder / "__init__.py").exists()
    ]
    return [folder for folder in found if folder not in houses]


def words_of(module: Path) -> Iterator[Word]:
    """All words of one module."""
    for file in sorted(module.rglob("*.py")):
        if "migrations" not in file.parts:
            yield from python_words(file.read_text(encoding="utf-8"), relative(file))
    for file in sorted(module.rglob("*.html")) + sorted(module.rglob("templates/**/*.txt")):
        yield from template_words(file.read_text(encoding="utf-8"), relative(file))


def python_words(text: str, name: str) -> Iterator[Word]:
    """The marked strings of a Python file, and the labels of its states."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _from_call(node, name)
        elif isinstance(node, ast.ClassDef) and any(_last_name(base) == STATE_CLASS for base in node.bases):
            yield from _labels(node, name)


def _from_call(node: ast.Call, name: str) -> Iterator[Word]:
    function = _last_name(node.func)
    where = f"{name}:{node.lineno}"
    if function in PLAIN | PLURAL and node.args and not (function == "_" and len(node.args) != 1):
        for text in _constant(node.args[0], where):
            yield Word(None, text, where)
    elif function in CONTEXT | CONTEXT_PLURAL and len(node.args) > 1:
        for context, text in zip(_constant(node.args[0], where), _constant(node.args[1], where), strict=False):
            yield Word(context, text, where)


def _labels(node: ast.ClassDef, name: str) -> Iterator[Word]:
    """`NEW = "new", "New", "azure"`: the second of the three is shown."""
    for statement in node.body:
        value = statement.value if isinstance(statement, ast.Assign) else None
        if isinstance(value, ast.Tuple) and len(value.elts) > 1:
            label = value.elts[1]
            if isinstance(label, ast.Constant) and isinstance(label.value, str):
                yield Word(None, label.value, f"{name}:{statement.lineno}")


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _constant(node: ast.expr, where: str) -> list[str]:
    """The string; nothing for a name, whose strings are marked elsewhere. Raises NotConstant for a patchwork."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        raise NotConstant(f"{where}: what is marked for translation must be one plain string, with %(name)s inside.")
    return []


def template_words(text: str, name: str) -> Iterator[Word]:
    """The strings that {% translate %}, {% blocktranslate %} and _("...") in filters mark."""
    from django.utils.translation.template import templatize  # noqa: PLC0415 - needs no settings, yet is slow to import

    code = templatize(text, origin=name)
    for found in IN_TEMPLATE.finditer(code):
        where = f"{name}:{code[: found.start()].count(chr(10)) + 1}"
        first, second = _unquote(found["first"]), _unquote(found["second"] or "''")
        if found["call"] in {"pgettext", "npgettext"}:
            yield Word(first, second, where)
        else:
            yield Word(None, first, where)


def _unquote(literal: str) -> str:
    return str(ast.literal_eval(literal))
