"""Mood by words and themes of free text."""

import pytest

from guanjia.knowledge.rules.mood import mood_by_words
from guanjia.knowledge.rules.sentiment import MoodModel, denials
from guanjia.knowledge.rules.themes import themes


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("师傅上门很及时，态度热情，非常满意", "positive"),
        ("保洁不及时，楼道很脏", "negative"),
        ("环境不错，但是电梯总坏，没人管", "negative"),
        ("请问物业费几号交", "neutral"),
        ("", "neutral"),
        ("不满意", "negative"),
    ],
)
def test_mood_counts_denials_and_turns(text, label):
    assert mood_by_words(text).label == label


def test_mood_says_why():
    assert mood_by_words("保洁不及时").why == ("不及时",)


def test_themes_count_remarks_not_words():
    remarks = ["垃圾分类桶太少，垃圾分类没人管", "垃圾分类要加强", "电梯太慢", "电梯又慢又吵", "绿化很好"]
    found = themes(remarks)
    assert found[0].count == 2 and {found[0].phrase, found[1].phrase} == {"垃圾分类", "电梯"}
    assert next(each for each in found if each.phrase == "垃圾分类").rows == (0, 1)
    assert not any(each.phrase == "绿化" for each in found)


def test_a_denied_word_is_another_word():
    assert "not:满意" in denials("我不满意") and "满意" in denials("我很满意")


def test_mood_is_learnt_from_judged_remarks():
    good = [
        f"{who}{what}，很满意"
        for who in ("师傅", "管家", "保安", "保洁")
        for what in ("热情", "耐心", "来得快", "专业", "负责")
    ]
    bad = [
        f"{who}{what}，太失望"
        for who in ("师傅", "管家", "保安", "保洁")
        for what in ("敷衍", "骂人", "来得慢", "不管", "推诿")
    ]
    model = MoodModel(good + bad, [True] * len(good) + [False] * len(bad))
    scores = model.scores(["前台热情耐心", "前台敷衍推诿"])
    assert scores[0] > 0 > scores[1]
