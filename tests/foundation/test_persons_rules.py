"""Pinyin with surname readings, one way of writing values, masks, ciphers."""

import pytest

from guanjia.foundation.persons.rules import cipher
from guanjia.foundation.persons.rules.parts import name_parts
from guanjia.foundation.persons.rules.pinyin import name_pinyin, plain_letters
from guanjia.foundation.persons.rules.values import BadValue, mask, normal_value, tail_of

NAMES = [
    ("单田芳", "shantianfang", "stf"),
    ("单简单", "shanjiandan", "sjd"),
    ("仇英", "qiuying", "qy"),
    ("尉迟恭", "yuchigong", "ycg"),
    ("尉健行", "weijianxing", "wjx"),
    ("曾国藩", "zengguofan", "zgf"),
    ("区建公", "oujiangong", "ojg"),
    ("解学恭", "xiexuegong", "xxg"),
    ("盖叫天", "gejiaotian", "gjt"),
    ("查良镛", "zhaliangyong", "zly"),
    ("任长霞", "renchangxia", "rcx"),
    ("朴树", "piaoshu", "ps"),
    ("万俟卨", "moqixie", "mqx"),
    ("长孙无忌", "zhangsunwuji", "zswj"),
    ("欧阳娜娜", "ouyangnana", "oynn"),
    ("单于", "shanyu", "sy"),
    ("吕布", "lvbu", "lb"),
    ("单", "shan", "s"),
    ("张三丰", "zhangsanfeng", "zsf"),
    ("买买提·吐尔逊", "maimaitituerxun", "mmttex"),
    ("John Smith", "johnsmith", "js"),
    ("José", "jose", "j"),
    ("", "", ""),
    ("🎉", "", ""),
    ("محمد", "", ""),
]


@pytest.mark.parametrize(("name", "full", "initials"), NAMES)
def test_a_name_is_read_as_names_are(name: str, full: str, initials: str) -> None:
    assert name_pinyin(name) == (full, initials)


@pytest.mark.parametrize(("typed", "letters"), [("Lü Bù", "lvbu"), ("  Zhang'san ", "zhangsan"), ("张", ""), ("", "")])
def test_typed_letters_are_made_alike(typed: str, letters: str) -> None:
    assert plain_letters(typed) == letters


VALUES = [
    ("phone", "13800138000", "+8613800138000"),
    ("phone", "138 0013 8000", "+8613800138000"),
    ("phone", "+86-138-0013-8000", "+8613800138000"),
    ("phone", "008613800138000", "+8613800138000"),
    ("phone", "13800138000", "+8613800138000"),
    ("phone", "0571-8888 1234", "+8657188881234"),
    ("phone", "+44 20 7946 0958", "+442079460958"),
    ("phone", "8001", "8001"),
    ("plate", "浙A·12345", "浙A12345"),
    ("plate", "浙a d12345", "浙AD12345"),
    ("plate", "粤Z1234港", "粤Z1234港"),
    ("email", " Li@Example.ORG ", "li@example.org"),
    ("identity", "33010219900307451x", "33010219900307451X"),
    ("card", "04:a2-3f", "04A23F"),
    ("habits", " 绿茶 ", "绿茶"),
]


@pytest.mark.parametrize(("field", "typed", "normal"), VALUES)
def test_equal_values_are_written_alike(field: str, typed: str, normal: str) -> None:
    assert normal_value(field, typed) == normal
    assert normal_value(field, normal) == normal


BAD_VALUES = [
    ("phone", ""),
    ("phone", "12"),
    ("phone", "没有"),
    ("phone", "1" * 40),
    ("plate", "12345"),
    ("plate", "浙A"),
    ("email", "li@example"),
    ("email", "li example.org"),
    ("identity", "1234"),
    ("identity", "330102199003074512345"),
    ("habits", " "),
]


@pytest.mark.parametrize(("field", "typed"), BAD_VALUES)
def test_what_cannot_be_is_refused_by_field(field: str, typed: str) -> None:
    with pytest.raises(BadValue) as bad:
        normal_value(field, typed)
    assert bad.value.field == field
    assert not typed.strip() or typed not in str(bad.value)


MASKS = [
    ("phone", "+8613800138000", "138****8000"),
    ("phone", "8001", "***01"),
    ("phone", "+442079460958", "+44****0958"),
    ("plate", "浙A12345", "浙A***45"),
    ("card", "04A23F", "***3F"),
    ("card", "04A", "***"),
    ("email", "li@example.org", "l***@example.org"),
    ("identity", "33010219900307451X", "***"),
    ("habits", "绿茶", "***"),
]


@pytest.mark.parametrize(("field", "normal", "shown"), MASKS)
def test_a_mask_shows_little(field: str, normal: str, shown: str) -> None:
    assert mask(field, normal) == shown


@pytest.mark.parametrize(
    ("field", "normal", "tail"),
    [
        ("phone", "+8613800138000", "8000"),
        ("phone", "8001", "8001"),
        ("phone", "801", None),
        ("plate", "浙A12345", None),
    ],
)
def test_only_phones_have_a_tail(field: str, normal: str, tail: str | None) -> None:
    assert tail_of(field, normal) == tail


KEY = b"k" * 32


def test_a_ciphertext_opens_for_its_person_and_field_only() -> None:
    sealed = cipher.seal(KEY, b"13800138000", "person-1:phone")
    assert b"138001" not in sealed
    assert cipher.unseal(KEY, sealed, "person-1:phone") == b"13800138000"
    for key, text, bound in [
        (b"x" * 32, sealed, "person-1:phone"),
        (KEY, sealed, "person-2:phone"),
        (KEY, sealed, "person-1:email"),
        (KEY, sealed[:-1] + b"\x00", "person-1:phone"),
        (KEY, b"", "person-1:phone"),
    ]:
        with pytest.raises(cipher.CannotDecrypt):
            cipher.unseal(key, text, bound)


def test_equal_values_are_sealed_differently_and_indexed_alike_within_a_company() -> None:
    assert cipher.seal(KEY, b"1", "a") != cipher.seal(KEY, b"1", "a")
    assert cipher.blind(KEY, 1, "phone", "whole", "1") == cipher.blind(KEY, 1, "phone", "whole", "1")
    others = [(2, "phone", "whole"), (1, "card", "whole"), (1, "phone", "tail")]
    assert cipher.blind(KEY, 1, "phone", "whole", "1") not in [cipher.blind(KEY, c, f, p, "1") for c, f, p in others]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("王小明", ("小明", "明")),
        ("王明", ("明", "")),
        ("欧阳修", ("阳修", "修")),
        ("买买提·吐尔逊", ("买提吐尔逊", "提吐尔逊")),
        ("John van Dyke", ("vandyke", "dyke")),
        ("Li", ("", "")),
        ("", ("", "")),
    ],
)
def test_the_parts_that_a_name_is_found_by(name: str, parts: tuple[str, str]) -> None:
    assert name_parts(name) == parts
