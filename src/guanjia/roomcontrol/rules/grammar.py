"""A small grammar of commands, Chinese and English: what a sentence asks for, or why it is not understood (DIGI-017).

Three targets and what belongs to them: lights, temperature and air, curtains; projector, screen, microphones; the four scenes.
Nothing is guessed: two targets, a number out of range or a room that is not here are refused by name.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

TARGETS: dict[str, tuple[str, ...]] = {
    "light": ("灯光", "照明", "电灯", "灯", "lights", "light", "lamps"),
    "curtain": ("窗帘", "遮光帘", "curtains", "curtain", "blinds"),
    "climate": (
        "空调",
        "温度",
        "室温",
        "冷气",
        "暖气",
        "air conditioning",
        "air conditioner",
        "temperature",
        "heating",
        "aircon",
    ),
    "fresh_air": ("新风", "通风", "换气", "fresh air", "ventilation"),
    "projector": ("投影机", "投影仪", "投影", "projector"),
    "screen": ("幕布", "投影幕", "银幕", "projection screen", "screen"),
    "microphone": ("话筒", "麦克风", "microphones", "microphone", "mics", "mic"),
}
SCENES: dict[str, tuple[str, ...]] = {
    "start": ("开始会议", "会议开始", "开会模式", "开会", "start the meeting", "start meeting", "meeting mode"),
    "break": ("休息模式", "中场休息", "茶歇", "会间休息", "take a break", "coffee break", "break mode"),
    "film": ("观影模式", "放映模式", "放电影", "播放视频", "film mode", "movie mode", "show the film"),
    "end": ("会议结束", "结束会议", "散会", "end the meeting", "end meeting", "finish the meeting"),
}
ON = ("打开", "开启", "开一下", "开", "turn on", "switch on", "open", "raise", "on")
OFF = ("关闭", "关掉", "关上", "关一下", "关", "turn off", "switch off", "close", "off", "mute")
UP = (
    "调亮",
    "亮一点",
    "亮一些",
    "调高",
    "高一点",
    "热一点",
    "暖一点",
    "升高",
    "brighter",
    "warmer",
    "turn up",
    "raise the temperature",
)
DOWN = (
    "调暗",
    "暗一点",
    "暗一些",
    "调低",
    "低一点",
    "冷一点",
    "凉一点",
    "降低",
    "dimmer",
    "darker",
    "cooler",
    "turn down",
)
TOO_COLD = ("太冷", "好冷", "有点冷", "too cold", "freezing", "chilly")
TOO_HOT = ("太热", "好热", "有点热", "闷热", "too hot", "too warm")
NOT = ("不要", "别", "不用", "don't", "do not", "never")
HAN = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
NUMBER = re.compile(r"(?<![a-z0-9])-?\d{1,3}(?:\.\d)?(?![0-9])")
HAN_NUMBER = re.compile(
    r"([一二两三四五六七八九]?)(十)([一二三四五六七八九]?)|百分之([一二三四五六七八九]?十?[一二三四五六七八九]?)"
)
ROOM = re.compile(r"(?<!\d)(\d{3,4})(?:会议室|室|号|厅)|room (\d{3,4})|\bin (\d{3,4})\b")
STEP_LIGHT = 20
LONGEST = 80


class Refusal(Word):
    """Why a sentence is not taken."""

    EMPTY = "empty", N_("Nothing was said.")
    LONG = "long", N_("One short sentence, please: one device, one wish.")
    UNKNOWN = (
        "unknown",
        N_("Not understood. Say for example: dim the lights, 26 degrees, close the curtains, start the meeting."),
    )
    TWO = "two", N_("Two devices at once: please say them one after the other.")
    NOT = "not", N_("What is not to happen needs no command.")
    RANGE = "range", N_("The number is out of range: 16 to 30 degrees, 0 to 100 percent.")
    NO_VERB = "no_verb", N_("What shall happen with it: on, off, brighter, a number?")
    WRONG_ROOM = "wrong_room", N_("This is another room. Say it there, or leave the room's name out.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a sentence asks for: a `scene`, or a `target` with what it is to be. `by` changes a number instead of setting it."""

    target: str = ""
    wanted: tuple[tuple[str, Any], ...] = ()
    by: int = 0
    scene: str = ""
    room: str = ""


def understand(text: str, room_code: str = "") -> Asked | Refusal:
    """What the sentence asks for in the room with this code, or why not."""
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" .。!！?？,，")
    if not said:
        return Refusal.EMPTY
    if len(said) > LONGEST:
        return Refusal.LONG
    if any(word in said for word in NOT):
        return Refusal.NOT
    named = ROOM.search(said)
    room = next((part for part in named.groups() if part), "") if named else ""
    if room and room_code and room != room_code.casefold():
        return Refusal.WRONG_ROOM
    said = ROOM.sub(" ", said)
    scene = next((code for code, words in SCENES.items() if any(word in said for word in words)), "")
    targets = [code for code, words in TARGETS.items() if any(_has(said, word) for word in words)]
    if "screen" in targets and "projector" in targets and ("投影幕" in said or "projection screen" in said):
        targets.remove("projector")
    if scene and not targets:
        return Asked(scene=scene, room=room)
    if not targets and any(word in said for word in TOO_COLD):
        return Asked("climate", (), 1, room=room)
    if not targets and any(word in said for word in TOO_HOT):
        return Asked("climate", (), -1, room=room)
    number = _number(said)
    if not targets and number is not None and any(unit in said for unit in ("度", "°", "degree")):
        targets = ["climate"]
    if len(targets) > 1:
        return Refusal.TWO
    if not targets:
        return Refusal.UNKNOWN
    return _wish(said, targets[0], number, room)


def _wish(said: str, target: str, number: float | None, room: str) -> Asked | Refusal:
    if number is not None and target in {"light", "curtain", "climate"}:
        return _numbered(target, number, room)
    if target in {"light", "climate"} and any(word in said for word in UP):
        return Asked(target, (), 1, room=room)
    if target in {"light", "climate"} and any(word in said for word in (*DOWN, "dim")):
        return Asked(target, (), -1, room=room)
    lowered = any(word in said for word in ("放下", "降下", "lower"))
    lifted = any(word in said for word in ("升起", "收起", "raise"))
    if target == "screen" and (lowered or lifted):
        return Asked(target, (("down", lowered),), room=room)
    off, on = any(_has(said, word) for word in OFF), any(_has(said, word) for word in ON)
    if off or on:
        value = not off
        field = {"curtain": ("open", 100 if value else 0), "screen": ("down", value)}.get(target, ("on", value))
        return Asked(target, (field,), room=room)
    return Refusal.NO_VERB


def _numbered(target: str, number: float, room: str) -> Asked | Refusal:
    least, most = (16, 30) if target == "climate" else (0, 100)
    if not least <= number <= most:
        return Refusal.RANGE
    value: float = int(number) if number == int(number) else number
    if target == "climate":
        return Asked(target, (("on", True), ("temperature", value)), room=room)
    if target == "curtain":
        return Asked(target, (("open", value),), room=room)
    return Asked(target, (("on", value > 0), ("level", value)), room=room)


def _has(said: str, word: str) -> bool:
    """Whether the word is in the sentence; a Latin one only as a word of its own."""
    return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", said) is not None if word.isascii() else word in said


def _number(said: str) -> float | None:
    """The number of the sentence, in digits or in Chinese; halves are understood (二十六度半)."""
    half = 0.5 if "度半" in said else 0.0
    if found := NUMBER.search(said):
        return float(found[0]) + half
    if (found := HAN_NUMBER.search(said)) and (found[2] or found[4]):
        return _han(found[0].removeprefix("百分之")) + half
    if "一半" in said or "half" in said:
        return 50.0
    return None


def _han(text: str) -> float:
    if "十" not in text:
        return float(HAN.get(text, 0))
    tens, _ten, ones = text.partition("十")
    return float((HAN[tens] if tens else 1) * 10 + (HAN[ones] if ones else 0))
