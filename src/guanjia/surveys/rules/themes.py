"""What the free answers are about: their words are held against lists, and counted once an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from guanjia.kernel.words import gettext_noop as N_

THEMES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("lift", N_("Lifts"), ("电梯", "lift")),
    ("cleaning", N_("Cleaning and greenery"), ("保洁", "卫生", "垃圾", "绿化", "打扫", "clean")),
    ("parking", N_("Vehicles and parking"), ("停车", "车位", "充电", "电动车", "乱停", "parking")),
    ("security", N_("Security and order"), ("保安", "门岗", "门禁", "巡逻", "安全", "陌生人", "security")),
    ("repair", N_("Repairs"), ("维修", "报修", "漏水", "修", "灯", "repair")),
    ("noise", N_("Noise and renovation"), ("噪音", "装修", "扰民", "吵", "noise")),
    ("service", N_("Manner and service"), ("态度", "服务", "管家", "前台", "客服", "service")),
    ("fees", N_("Fees"), ("物业费", "收费", "缴费", "费用", "fee")),
    ("pets", N_("Pets"), ("狗", "宠物", "遛", "dog")),
)


@dataclass(frozen=True, slots=True)
class Theme:
    """How many answers speak of it, and one of them."""

    code: str
    label: str
    count: int
    example: str


def themes_of(texts: Iterable[str]) -> list[Theme]:
    """The themes by the number of answers that name them, the most frequent first; those that nobody names are left out."""
    given = [text.strip() for text in texts if text.strip()]
    found = []
    for code, label, words in THEMES:
        hits = [text for text in given if any(word in text.lower() for word in words)]
        if hits:
            found.append(Theme(code, label, len(hits), min(hits, key=len)))
    return sorted(found, key=lambda theme: (-theme.count, theme.code))
