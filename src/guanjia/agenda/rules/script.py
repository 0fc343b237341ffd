"""What a moderator says: opening, introduction of the agenda, announcements, time control, incidents (LANG-007 to LANG-010, INMT-024).

Spoken words in the language of the script, not of the reader: Chinese and English stand side by side here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from guanjia.agenda.rules.states import Kind

ZH, EN = "zh", "en"
LANGUAGES = (ZH, EN)


@dataclass(frozen=True)
class Cue:
    """An item as a moderator announces it."""

    title: str
    kind: Kind
    minutes: int
    speakers: tuple[str, ...] = ()


INCIDENTS = {
    ZH: (
        "非常抱歉，由于技术原因，会议需要稍作调整，请各位在座位上稍候，我们马上恢复。",
        "现在临时休会十分钟，请各位随工作人员的引导到休息区稍事休息。",
        "原定的下一项发言稍后进行，我们先进入再下一项议程，感谢各位的理解。",
        "请各位保持安静，听从工作人员指引，从最近的出口有序离场，不要乘坐电梯。",
    ),
    EN: (
        "We apologise: for technical reasons the meeting pauses for a moment. Please stay seated, we shall go on shortly.",
        "We now adjourn for ten minutes. Our staff will show you to the lounge.",
        "The next speech will follow later; we go on with the item after it. Thank you for your understanding.",
        "Please stay calm, follow our staff and leave by the nearest exit. Do not take the lift.",
    ),
}
"""Lines for what nobody planned: technique, a short adjournment, another order, leaving the hall."""


def incidents(language: str) -> tuple[str, ...]:
    """What is said when something happens (LANG-009), in the language of the script."""
    return INCIDENTS[language]


def opening(title: str, moderator: str, language: str) -> str:
    """The first words (LANG-007)."""
    if language == EN:
        name = f"I am {moderator}, your moderator today. " if moderator else "I am your moderator today. "
        return f"Ladies and gentlemen, good day and welcome to {title}. {name}Please set your telephones to silent."
    name = f"我是今天的会议主持人{moderator}。" if moderator else "我是今天的会议主持人。"
    return f"各位领导、各位来宾，大家好！欢迎参加{title}。{name}请各位将手机调至静音状态。"


def introduction(cues: Sequence[Cue], language: str) -> str:
    """How many parts there are and which (LANG-008); breaks and meals are not counted."""
    parts = [cue.title for cue in cues if cue.kind not in {Kind.BREAK, Kind.MEAL, Kind.OPENING}]
    if language == EN:
        return f"Today's agenda has {len(parts)} items: {'; '.join(parts)}."
    return f"今天的会议共有{len(parts)}项议程：{'；'.join(parts)}。"


def announcement(cue: Cue, before: Cue | None, language: str) -> str:
    """The words that lead from one item to the next, with thanks to who spoke (LANG-010)."""
    return _english(cue, before) if language == EN else _chinese(cue, before)


def time_words(speaker: str, following: str, language: str) -> str:
    """What ends an item that is over its time, politely (LANG-010, INMT-024)."""
    if language == EN:
        thanks = f"Thank you, {speaker}, for your excellent contribution. " if speaker else "Thank you. "
        rest = (
            f"In view of the time we must go on to “{following}”."
            if following
            else "In view of the time we must close."
        )
        return thanks + rest
    thanks = f"感谢{speaker}的精彩分享。" if speaker else "感谢精彩的分享。"
    rest = f"考虑到时间关系，我们需要进入下一项议程：{following}。" if following else "考虑到时间关系，会议到此结束。"
    return thanks + rest


def _chinese(cue: Cue, before: Cue | None) -> str:
    thanks = f"感谢{'、'.join(before.speakers)}。" if before is not None and before.speakers else ""
    who = "、".join(cue.speakers)
    if cue.kind is Kind.BREAK:
        return f"{thanks}现在休息{cue.minutes}分钟，请各位到茶歇区休息，{cue.minutes}分钟后准时继续。"
    if cue.kind is Kind.MEAL:
        return f"{thanks}上半场议程到此结束，请各位随工作人员的引导前往用餐。"
    if cue.kind is Kind.VOTE:
        return f"{thanks}下面进行{cue.title}，请工作人员暂停出入，请各位按提示表决。"
    if cue.kind is Kind.PHOTO:
        return f"{thanks}下面请各位随工作人员的引导合影留念。"
    if cue.kind is Kind.CLOSING:
        return f"{thanks}会议议程已全部进行完毕。" + (f"请{who}作总结。" if who else "感谢各位的参与，请带好随身物品。")
    if who:
        return f"{thanks}下面进行{cue.title}，有请{who}，时间{cue.minutes}分钟，大家欢迎！"
    return f"{thanks}下面进行{cue.title}，时间{cue.minutes}分钟。"


def _english(cue: Cue, before: Cue | None) -> str:
    thanks = f"Thank you, {' and '.join(before.speakers)}. " if before is not None and before.speakers else ""
    who = " and ".join(cue.speakers)
    if cue.kind is Kind.BREAK:
        return f"{thanks}We now take a break of {cue.minutes} minutes and go on punctually after it."
    if cue.kind is Kind.MEAL:
        return f"{thanks}This ends the first half. Our staff will show you to the dining room."
    if cue.kind is Kind.VOTE:
        return f"{thanks}We come to: {cue.title}. The doors stay closed while we vote."
    if cue.kind is Kind.PHOTO:
        return f"{thanks}Please follow our staff for the group photograph."
    if cue.kind is Kind.CLOSING:
        return f"{thanks}This was the last item. " + (
            f"I invite {who} to close the meeting." if who else "Thank you for coming; please take your belongings."
        )
    if who:
        return f"{thanks}We come to: {cue.title}. Please welcome {who} ({cue.minutes} minutes)."
    return f"{thanks}We come to: {cue.title} ({cue.minutes} minutes)."
