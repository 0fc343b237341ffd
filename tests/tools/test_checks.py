"""The checks find what they are for, and nothing else."""

import ast
from pathlib import Path

import pytest
from tools.checks import collected, requirements, sizes
from tools.checks.requirements import Unresolved, find_test, find_where, yaml_entry
from tools.checks.translations import at_or_below
from tools.checks.words import NotConstant, Word, modules, python_words, template_words


@pytest.mark.parametrize(
    ("lines", "expected"), [(300, []), (301, [True]), (500, [True]), (501, [False])], ids=["300", "301", "500", "501"]
)
def test_file_size_is_warned_then_refused(lines: int, expected: list[bool]) -> None:
    assert [found.warning for found in sizes.of_file("x.py", "a = 1\n" * lines)] == expected


@pytest.mark.parametrize(
    ("lines", "expected"), [(40, []), (41, [True]), (60, [True]), (61, [False])], ids=["40", "41", "60", "61"]
)
def test_function_size_is_warned_then_refused(lines: int, expected: list[bool]) -> None:
    text = "def f():\n" + "    a = 1\n" * (lines - 1)
    assert [found.warning for found in sizes.of_file("x.py", text)] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def past_bookings_are_cancelled(client): ...", True),
        ("def log_in(client): ...", False),  # called elsewhere
        ("def make_room(db): ...", False),
        ("def total(numbers): ...", False),
        ("@pytest.fixture\ndef room(db): ...", False),
    ],
)
def test_function_that_takes_a_fixture_and_never_runs_is_found(source: str, expected: bool) -> None:
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert collected.never_runs(function, {"client", "db"}, {"log_in"}) is expected


def test_words_of_python_are_collected_with_context_plural_and_state_labels() -> None:
    source = """
class Colour(State):
    RED = "red", "Red", "danger"
one = _("One")
many = ngettext("%(n)s room", "%(n)s rooms", n)
month = pgettext("month", "May")
named = _(label)
"""
    words = list(python_words(source, "x.py"))
    assert {(word.context, word.text) for word in words} == {
        (None, "Red"),
        (None, "One"),
        (None, "%(n)s room"),
        ("month", "May"),
    }


@pytest.mark.parametrize("source", ['_(f"Room {name}")', '_("Room " + name)', '_("Room %s" % name)'])
def test_patchwork_cannot_be_translated(source: str) -> None:
    with pytest.raises(NotConstant, match=r"x\.py:1"):
        list(python_words(source, "x.py"))


def test_words_of_template_are_collected() -> None:
    source = (
        '{% load i18n %}\n{% translate "Save" %}\n'
        "{% blocktranslate with n=count %}{{ n }} rooms{% endblocktranslate %}\n"
        '{{ value|default:_("None yet") }}{% translate "May" context "month" %}'
    )
    assert list(template_words(source, "x.html")) == [
        Word(None, "Save", "x.html:2"),
        Word(None, "%(n)s rooms", "x.html:3"),
        Word(None, "None yet", "x.html:4"),
        Word("month", "May", "x.html:4"),
    ]


def test_a_module_may_use_the_words_of_lower_floors_only() -> None:
    by_name = {module.name: module for module in modules()}
    seen = {module.name for module in at_or_below(by_name["duties"], list(by_name.values()))}
    assert {"duties", "standards", "people", "ui", "sites"} <= seen
    assert not {"conference", "servicedesk", "workbench"} & seen


STANDARDS = {"standards": [{"code": "a.check.level1", "when": {"offset": "-2h"}, "gates": ["ready"]}]}


def test_yaml_entry_is_found_by_a_code_with_dots() -> None:
    container, key = yaml_entry(STANDARDS, "a.check.level1.when.offset")
    assert container[key] == "-2h"
    container, key = yaml_entry(STANDARDS, "a.check.level1.gates.0")
    assert container[key] == "ready"


@pytest.mark.parametrize("dotted", ["a.check.level2.gates", "a.check.level1.rhythm", "a.check.level1.gates.3"])
def test_yaml_entry_that_is_not_there_is_named(dotted: str) -> None:
    with pytest.raises(Unresolved):
        yaml_entry(STANDARDS, dotted)


def test_where_and_test_resolve_to_what_is_there() -> None:
    find_where("tools/checks/sizes.py:of_file")
    find_where("tools/checks/sizes.py:FILE_FAIL")
    find_test("tests/tools/test_checks.py::test_where_and_test_resolve_to_what_is_there")
    find_test("tests/tools/test_checks.py::test_patchwork_cannot_be_translated[anything]")
    for where in ("tools/checks/sizes.py:of_files", "tools/checks/size.py:of_file", "tools/checks/sizes.py"):
        with pytest.raises(Unresolved):
            find_where(where)
    with pytest.raises(Unresolved):
        find_test("tests/tools/test_checks.py::test_that_is_not_there")


def test_requirements_name_what_is_wrong_in_each_row(tmp_path: Path) -> None:
    here = "tests/tools/test_checks.py::test_patchwork_cannot_be_translated"
    file = tmp_path / "requirements.csv"
    file.write_text(
        "id,title,status,where,test\n"
        f"CHKL-001,Sound,done,tools/checks/sizes.py:FILE_FAIL,{here}\n"
        f"CHKL-001,Twice,done,tools/checks/sizes.py:FILE_FAIL,{here}\n"
        "CHKL-002,No test,done,tools/checks/sizes.py:FILE_FAIL,\n"
        "CHKL-003,Later,later,,\n"
        "CHKL-004,Odd,finished,,\n",
        encoding="utf-8",
    )
    found = {(finding.where.split()[-1], finding.what.split(".")[0]) for finding in requirements.findings(file)}
    assert found == {
        ("CHKL-001", "stands twice"),
        ("CHKL-002", "is done, so `where` and `test` must say by what and shown by which test"),
        ("CHKL-004", "status 'finished' is unknown"),
    }
