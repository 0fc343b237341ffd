from pathlib import Path

import pytest

from guanjia.standards.queries.checking import check_shipped
from guanjia.standards.queries.shipped import laws, shipped
from guanjia.standards.rules.catalogue import CatalogueInvalid, read_catalogue, read_laws

GOOD = """
standards:
  - {code: testing.a, title: {en: A, zh: 甲}, subject: testing.thing, post: p, when: {floating: {start: s, every: 1d}}}
"""


def said(tmp_path: Path, text: str) -> str:
    file = tmp_path / "bad.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(CatalogueInvalid) as caught:
        read_catalogue([(file, "testing")])
    return str(caught.value)


def test_every_shipped_standard_can_be_planned():
    assert [str(each) for each in check_shipped()] == []


def test_every_shipped_standard_has_its_module_in_front_and_a_seed_or_a_reason():
    strange = [code for code, each in shipped().items() if not code.startswith(each.standard.module + ".")]
    assert strange == []


def test_every_law_row_says_how_sure_it_is():
    assert len(laws()) >= 59
    assert all(law.certainty in "ABC" and law.article for law in laws().values())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (GOOD + GOOD.split("standards:")[1], "bad.yaml: testing.a: code: is already used in bad.yaml"),
        (
            GOOD.replace("post: p", "post: p, after: testing.b"),
            "bad.yaml: testing.a: after: there is no standard testing.b",
        ),
        (GOOD.replace("1d", "1x"), "bad.yaml: testing.a: when.floating.every: 1x is not a duration"),
        ("standards: 3", "bad.yaml: ?: standards: the file must hold one list of this name"),
        ("other: []", "bad.yaml: ?: standards: the file must hold one list of this name"),
        ("standards: [", "bad.yaml: ?: : this is no YAML: while parsing"),
    ],
)
def test_a_fault_names_file_code_field_and_rule(tmp_path, text, line):
    assert line in said(tmp_path, text)


def test_all_faults_of_all_files_are_told_at_once(tmp_path):
    text = said(tmp_path, GOOD.replace("subject: testing.thing", "subject: ''").replace("post: p", "weight: x"))
    assert len(text.splitlines()) == 2


def test_a_law_without_value_or_article_is_refused(tmp_path):
    file = tmp_path / "law.yaml"
    file.write_text("laws: [{key: a, title: {en: A, zh: 甲}, bound: floor, certainty: A, article: ''}]", "utf-8")
    with pytest.raises(CatalogueInvalid, match=r"law\.yaml: a: article: must be a text"):
        read_laws([file])
