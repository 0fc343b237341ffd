"""Mistakes made on purpose are the ones that the design names."""

import ast

import pytest
from tools.checks.requirements import Unresolved
from tools.proving.alter import alter_python, alter_yaml

MODULE = '''
LIMIT = timedelta(hours=2)
GATES = ["ready"]
ON = True

def is_late(at, due):
    """Whether it is late."""
    return at > due

def start(block):
    """Start it."""
    block.start()
    if block.a < block.b < block.c:
        block.end()

def walk(block):
    yield from block

class Desk:
    def ring(self):
        return 1
'''


@pytest.mark.parametrize(
    ("name", "told", "line"),
    [
        ("LIMIT", "timedelta(hours=2) becomes timedelta(hours=3)", "LIMIT = timedelta(hours=3)"),
        ("GATES", "['ready'] becomes []", "GATES = []"),
        ("ON", "True becomes False", "ON = False"),
        ("is_late", "at > due becomes at >= due", "return at >= due"),
        ("start", "start does nothing", "def start(block):\n    return None\n"),
        ("walk", "walk does nothing", "def walk(block):\n    return None\n    yield"),
        ("Desk.ring", "ring does nothing", "def ring(self):\n        return None"),
    ],
)
def test_python_is_altered_where_asked_and_nowhere_else(name: str, told: str, line: str) -> None:
    altered, said = alter_python(MODULE, name)
    assert said == told
    assert line in altered
    before, after = (set(ast.unparse(ast.parse(text)).splitlines()) for text in (MODULE, altered))
    assert len(before - after) <= 4


def test_class_is_refused() -> None:
    with pytest.raises(Unresolved, match="Desk is no function"):
        alter_python(MODULE, "Desk")


STANDARDS = """
standards:
  - code: a.level1
    when: {relative: {moment: starts_at, offset: -2h}}
    gates: [ready]
    after: a.level0
    weight: 3
"""


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("when.relative.offset", "'-2h' becomes '-3h'"),
        ("gates", "['ready'] becomes []"),
        ("after", "'a.level0' becomes 'a.level1'"),
        ("weight", "3 becomes 4"),
        ("when.relative.moment", "'starts_at' is dropped"),
    ],
)
def test_standard_is_altered_where_asked(field: str, told: str) -> None:
    altered, said = alter_yaml(STANDARDS, f"a.level1.{field}")
    assert said == told
    assert altered != STANDARDS
