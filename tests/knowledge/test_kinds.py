"""Kinds from words: the shipped sentences, the model, what it says of itself (REPR-002)."""

from collections import Counter
from itertools import pairwise

import pytest

from guanjia.knowledge.public import read_paste, suggest_kinds
from guanjia.knowledge.rules.features import concepts
from guanjia.knowledge.rules.kinds import shipped


def test_there_are_enough_sentences_each_once_and_every_kind_has_many():
    examples = shipped()
    assert len({each.text for each in examples}) == len(examples) >= 600
    assert min(Counter(each.kind for each in examples).values()) >= 15
    assert any(one.case == other.case for one, other in pairwise(examples))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("三栋二单元1201卫生间管子渗水滴到楼下", "water.leak"),
        ("我们困在电梯里面出不去", "lift.trapped"),
        ("楼道的灯又不亮", "light.public"),
        ("师傅服务态度很好，表扬", "compliment"),
        ("请问物业费多少钱一平", "fee.question"),
    ],
)
def test_the_first_suggestion_and_why(text, kind):
    first = suggest_kinds(text)[0]
    assert first.kind == kind and first.why and all(word in text for word in first.why)
    assert 0 < first.share <= 1


def test_nothing_is_suggested_for_nothing():
    assert suggest_kinds("") == [] and suggest_kinds("  ") == [] and suggest_kinds("3-2-1201") == []


def test_a_paste_carries_the_kind_and_small_talk_none():
    found = read_paste("张姐 10:32\n3-2-1201 马桶堵住了水往上冒\n李四 10:33\n收到")
    assert [each.kind for each in found] == ["drain.blocked", ""]


def test_words_of_one_meaning_are_one_concept():
    assert {name for name, _word in concepts("龙头滴水")} & {name for name, _word in concepts("阀门渗水")} >= {
        "漏",
        "管子",
    }
