"""What cannot wait (REPR-007): words of danger, unless the sentence denies them or asks about them."""

import re
from dataclasses import dataclass

DANGERS: dict[str, tuple[str, ...]] = {
    "gas": (
        "燃气泄漏",
        "煤气泄漏",
        "天然气泄漏",
        "漏气",
        "煤气味",
        "燃气味",
        "天然气味",
        "煤气臭",
        "闻到煤气",
        "闻到燃气",
    ),
    "fire": ("着火", "起火", "失火", "冒烟", "火灾", "烧起来", "烧焦味", "焦糊味", "糊味", "冒火花", "打火花"),
    "lift": (
        "困在电梯",
        "电梯困人",
        "被困电梯",
        "关在电梯",
        "电梯里有人",
        "电梯卡住",
        "困电梯",
        "人困在",
        "电梯坠",
        "电梯往下掉",
    ),
    "water": (
        "爆管",
        "水管爆",
        "管子爆",
        "喷水",
        "水漫",
        "泡水",
        "淹了",
        "大漏水",
        "漏得厉害",
        "哗哗",
        "返水",
        "反水",
        "倒灌",
        "漫出来",
        "漫到",
    ),
    "leak": ("漏水", "漏雨", "滴水", "渗水", "水往下流", "往下滴"),
    "power": ("漏电", "触电", "电到", "麻手", "电线掉", "电线裸露", "电线断", "全停电", "整栋停电", "一片漆黑"),
    "fall": ("高空抛物", "瓷砖掉", "墙皮掉", "玻璃要掉", "坠落", "砸到", "掉下来砸", "井盖没", "井盖丢", "踩空", "塌"),
    "person": (
        "晕倒",
        "昏倒",
        "摔倒",
        "受伤",
        "流血",
        "打架",
        "持刀",
        "救命",
        "走失",
        "心脏",
        "抽搐",
        "没有呼吸",
        "叫不醒",
        "轻生",
    ),
}
"""Dangers by what they are; the longer word of two wins."""

AT_ONCE = frozenset({"gas", "fire", "lift", "water", "power", "fall", "person"})
"""Dangers for which somebody runs; a leak without more is urgent as well but is told with its own word."""

DENIED = re.compile(
    r"(没有?|不|未|无|别|防止?|以免|避免|怕|会不会|如果|万一|要是|假如|已经?好|修好|不再|怎么办理|演练|演习|培训|宣传)$"
)
AFTER = re.compile(r"^(了?已经?(修好|好了|处理好)|修好了|好了|演练|演习|怎么(投保|理赔))")
REACH = 4


@dataclass(frozen=True, slots=True)
class Alarm:
    """What was heard: the danger and the word that says so."""

    danger: str
    word: str


def alarm_in(text: str) -> Alarm | None:
    """The first danger that a text reports; None when it names none, denies it or speaks of a case that has not happened.

    >>> alarm_in("厨房漏水"), alarm_in("没有漏水了，谢谢")
    (Alarm(danger='leak', word='漏水'), None)
    """
    heard: list[tuple[int, int, Alarm]] = []
    for danger, words in DANGERS.items():
        for word in words:
            heard += [
                (danger == "leak", found.start(), Alarm(danger, word))
                for found in re.finditer(word, text)
                if not _unreal(text, found.start(), found.end())
            ]
    return min(heard, key=lambda each: each[:2])[2] if heard else None


def _unreal(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - REACH) : start]
    return bool(DENIED.search(before) or AFTER.search(text[end:]))
