"""What the free answers are about and how they sound: clause by clause, counted once an answer (CUST-003)."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from guanjia.kernel.words import gettext_noop as N_

TOPICS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("lift", N_("Lifts"), ("电梯", "轿厢", "lift", "elevator")),
    ("cleaning", N_("Cleaning and greenery"), ("保洁", "卫生", "垃圾", "绿化", "打扫", "楼道脏", "草坪", "异味", "蚊", "clean", "garden")),
    ("parking", N_("Vehicles and parking"), ("停车", "车位", "充电", "电动车", "电瓶车", "乱停", "道闸", "地库", "车库", "parking")),
    ("security", N_("Security and order"), ("保安", "门岗", "门禁", "巡逻", "安全", "陌生人", "监控", "外卖", "guard", "security")),
    ("repair", N_("Repairs"), ("维修", "报修", "漏水", "修", "路灯", "灯不亮", "水管", "工程部", "repair")),
    ("noise", N_("Noise and renovation"), ("噪音", "装修", "扰民", "吵", "施工", "广场舞", "noise")),
    ("service", N_("Manner and service"), ("态度", "服务", "管家", "前台", "客服", "回复", "投诉", "沟通", "service", "reply")),
    ("fees", N_("Fees"), ("物业费", "收费", "缴费", "费用", "涨价", "发票", "fee")),
    ("pets", N_("Pets"), ("狗", "宠物", "遛", "牵绳", "dog", "pet")),
    ("activity", N_("Activities"), ("活动", "社区文化", "节日", "邻里", "event")),
)  # fmt: skip
STOP = re.compile(r"[，。！？；、,.!?;~…\n]+|但是|不过|可是|然而|就是|(?<!不)但")
GOOD, NEUTRAL, BAD = "positive", "neutral", "negative"
FOUND_MOST = 8

HowItSounds = Callable[[str], str]
Phrases = Callable[[Sequence[str]], Sequence[tuple[str, Sequence[int]]]]


@dataclass(frozen=True, slots=True)
class Theme:
    """What several answers speak of. `label` is a msgid for topics of the list, the phrase itself for found ones.

    `said` holds (answer, mood, the words) once an answer; `good`, `neutral`, `bad` count them.
    """

    code: str
    label: str
    said: tuple[tuple[int, str, str], ...]

    @property
    def count(self) -> int:
        """How many answers speak of it."""
        return len(self.said)

    def of(self, mood: str) -> list[tuple[int, str, str]]:
        """Those that sound so; all of them for ""."""
        return [each for each in self.said if mood in ("", each[1])]

    @property
    def good(self) -> int:
        """How many praise."""
        return len(self.of(GOOD))

    @property
    def bad(self) -> int:
        """How many blame."""
        return len(self.of(BAD))

    @property
    def neutral(self) -> int:
        """How many do neither."""
        return len(self.of(NEUTRAL))

    @property
    def example(self) -> str:
        """The words of one answer, of the commoner mood, the shortest."""
        mood = BAD if self.bad >= self.good and self.bad else GOOD if self.good else NEUTRAL
        return min((words for _answer, _mood, words in self.of(mood)), key=len)


def clauses(text: str) -> list[str]:
    """The parts of a remark that may sound differently.

    >>> clauses("保洁很好，但电梯总坏。没人管")
    ['保洁很好', '电梯总坏', '没人管']
    """
    return [part.strip() for part in STOP.split(text) if part.strip()]


def topics_in(text: str) -> dict[str, list[str]]:
    """The clauses by topic; one that names no topic goes on with the topic before it, so "lift broken, nobody cares" is one."""
    found: dict[str, list[str]] = defaultdict(list)
    current: list[str] = []
    for clause in clauses(text):
        named = [code for code, _label, words in TOPICS if any(word in clause.lower() for word in words)]
        current = named or current
        for code in current:
            found[code].append(clause)
    return dict(found)


def themes_of(texts: Mapping[int, str], sounds: HowItSounds, phrases: Phrases | None = None) -> list[Theme]:
    """The themes of the answers, the most frequent first; what nobody names is left out.

    An answer counts once a theme, with the mood of its clauses taken together. Answers that touch no topic of the list are
    read for phrases that several of them share.
    """
    said: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    left: dict[int, str] = {}
    for answer, text in texts.items():
        topics = topics_in(text)
        for code, parts in topics.items():
            said[code].append((answer, mood_of_parts(parts, sounds), "，".join(parts)))
        if not topics and text.strip():
            left[answer] = text.strip()
    found = [Theme(code, label, tuple(said[code])) for code, label, _words in TOPICS if said[code]]
    if phrases is not None and left:
        rows = list(left.items())
        for phrase, places in list(phrases([text for _answer, text in rows]))[:FOUND_MOST]:
            shared = [(rows[n][0], mood_of_parts(clauses(rows[n][1]), sounds), rows[n][1]) for n in places]
            found.append(Theme(f"={phrase}", phrase, tuple(shared)))
    return sorted(found, key=lambda theme: (-theme.count, theme.code))


def mood_of_parts(parts: Sequence[str], sounds: HowItSounds) -> str:
    """How clauses sound together: the commoner of praise and blame, neither when they are even."""
    heard = Counter(sounds(part) for part in parts)
    if heard[GOOD] == heard[BAD]:
        return NEUTRAL
    return GOOD if heard[GOOD] > heard[BAD] else BAD
