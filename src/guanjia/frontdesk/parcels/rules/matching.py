"""Which found thing is likely the one that somebody lost: a score of words, place, time and colour."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

LIKELY = 50
"""From this score on a pair is proposed to the desk."""

WORDS, PLACE, TIME, COLOUR = 50, 15, 20, 15
NEAR = timedelta(days=2)
FAR = timedelta(days=14)
SAME: tuple[frozenset[str], ...] = (
    frozenset({"雨伞", "伞", "遮阳伞"}),
    frozenset({"手机", "电话", "iphone", "华为", "小米"}),
    frozenset({"钱包", "皮夹", "钱夹", "卡包"}),
    frozenset({"钥匙", "钥匙串", "车钥匙", "门钥匙"}),
    frozenset({"眼镜", "墨镜", "太阳镜"}),
    frozenset({"水杯", "保温杯", "杯子"}),
    frozenset({"耳机", "airpods", "蓝牙耳机"}),
    frozenset({"书包", "背包", "双肩包"}),
    frozenset({"外套", "上衣", "夹克"}),
    frozenset({"身份证", "证件"}),
    frozenset({"手表", "腕表", "手环"}),
    frozenset({"玩具", "玩偶", "娃娃"}),
    frozenset({"帽子", "鸭舌帽"}),
    frozenset({"围巾", "丝巾"}),
    frozenset({"充电宝", "移动电源"}),
)
COLOURS = {
    "黑": "black", "白": "white", "红": "red", "蓝": "blue", "绿": "green", "黄": "yellow", "灰": "grey", "银": "grey",
    "紫": "purple", "粉": "pink", "棕": "brown", "咖": "brown", "褐": "brown", "橙": "orange", "金": "yellow", "米": "white",
}  # fmt: skip
NOISE = re.compile(r"[\s,，。、.;；:：()（）的一个把只件条副部台色]+")


@dataclass(frozen=True, slots=True)
class Described:
    """A thing in somebody's words; for a loss `since` and `until` bound when it went, for a find both are its moment."""

    words: str
    place: str = ""
    colour: str = ""
    since: datetime | None = None
    until: datetime | None = None


def score(loss: Described, found: Described) -> int:
    """How likely the two are one thing, 0 to 100. Unlike sorts, unlike colours and a find before the loss weigh heavily."""
    same_sort = sort_of(loss.words) & sort_of(found.words)
    sorts_differ = bool(sort_of(loss.words) and sort_of(found.words) and not same_sort)
    if sorts_differ:
        return 0
    words = 1.0 if same_sort else _alike(loss.words, found.words)
    if not same_sort and words < 0.34:
        return 0
    points = WORDS * words + PLACE * _alike(loss.place, found.place) + _time_points(loss, found)
    return max(0, round(points + _colour_points(loss, found)))


def sort_of(words: str) -> set[int]:
    """The sorts of things that the words name, by their place in SAME."""
    calm = words.casefold()
    return {index for index, group in enumerate(SAME) if any(each in calm for each in group)}


def colour_of(described: Described) -> str:
    """The colour in the words, "" for none: the first that is named."""
    text = described.colour + described.words
    places = {text.index(sign): colour for sign, colour in COLOURS.items() if sign in text}
    return places[min(places)] if places else ""


def _colour_points(loss: Described, found: Described) -> int:
    one, other = colour_of(loss), colour_of(found)
    if not one or not other:
        return 0
    return COLOUR if one == other else -3 * COLOUR


def _time_points(loss: Described, found: Described) -> float:
    if loss.since is None or found.since is None:
        return 0
    if found.since < loss.since - timedelta(hours=1):
        return -2 * TIME
    gap = max(timedelta(), found.since - (loss.until or loss.since))
    if gap <= NEAR:
        return TIME
    return TIME * max(-1.0, 1 - (gap - NEAR) / (FAR - NEAR))


def _alike(one: str, other: str) -> float:
    """How much two short texts share, by pairs of letters: 1 the same, 0 nothing."""
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _pairs(text: str) -> set[str]:
    calm = NOISE.sub("", text.casefold())
    return {calm[at : at + 2] for at in range(len(calm) - 1)} or ({calm} if calm else set())
