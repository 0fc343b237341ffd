"""Sentences and what they ask for. No database."""

from typing import Any

import pytest

from guanjia.roomcontrol.rules.grammar import Asked, Refusal, understand


def wish(target: str, by: int = 0, **wanted: Any) -> Asked:
    return Asked(target, tuple(wanted.items()), by)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("打开灯光", wish("light", on=True)), ("请把灯关掉", wish("light", on=False)),
        ("开灯", wish("light", on=True)),
        ("关灯。", wish("light", on=False)), ("灯光调到50%", wish("light", on=True, level=50)),
        ("灯光百分之三十", wish("light", on=True, level=30)),
        ("灯光一半", wish("light", on=True, level=50.0)),
        ("灯光0", wish("light", on=False, level=0)), ("灯亮一点", wish("light", 1)),
        ("把灯光调暗", wish("light", -1)), ("照明暗一些", wish("light", -1)),
        ("Turn on the lights", wish("light", on=True)),
        ("lights off", wish("light", on=False)), ("dim the lights", wish("light", -1)),
        ("make the light brighter", wish("light", 1)),
        ("lights to 80 percent", wish("light", on=True, level=80)),
        ("SWITCH OFF THE LIGHT!", wish("light", on=False)),
        ("打开窗帘", wish("curtain", open=100)), ("拉上窗帘，关上", wish("curtain", open=0)),
        ("关闭窗帘", wish("curtain", open=0)),
        ("窗帘开到40", wish("curtain", open=40)), ("窗帘打开一半", wish("curtain", open=50.0)),
        ("close the curtains", wish("curtain", open=0)),
        ("open the blinds", wish("curtain", open=100)), ("curtains to 30", wish("curtain", open=30)),
        ("空调26度", wish("climate", on=True, temperature=26)),
        ("温度调到二十六度", wish("climate", on=True, temperature=26)),
        ("室温十八度", wish("climate", on=True, temperature=18)),
        ("空调二十五度半", wish("climate", on=True, temperature=25.5)),
        ("26.5度", wish("climate", on=True, temperature=26.5)),
        ("打开空调", wish("climate", on=True)), ("关掉空调", wish("climate", on=False)),
        ("温度高一点", wish("climate", 1)), ("空调调低", wish("climate", -1)),
        ("太冷了", wish("climate", 1)), ("这里太热了", wish("climate", -1)),
        ("有点冷", wish("climate", 1)), ("set the temperature to 24", wish("climate", on=True, temperature=24)),
        ("24 degrees please", wish("climate", on=True, temperature=24)), ("it is too cold", wish("climate", 1)),
        ("too hot in here", wish("climate", -1)),
        ("air conditioning off", wish("climate", on=False)), ("temperature warmer", wish("climate", 1)),
        ("打开新风", wish("fresh_air", on=True)), ("关闭通风", wish("fresh_air", on=False)),
        ("turn on the ventilation", wish("fresh_air", on=True)),
        ("打开投影仪", wish("projector", on=True)), ("关投影", wish("projector", on=False)),
        ("projector on", wish("projector", on=True)),
        ("放下幕布", wish("screen", down=True)), ("幕布升起", wish("screen", down=False)),
        ("收起投影幕", wish("screen", down=False)),
        ("lower the projection screen", wish("screen", down=True)), ("raise the screen", wish("screen", down=False)),
        ("打开话筒", wish("microphone", on=True)), ("关掉麦克风", wish("microphone", on=False)),
        ("mute the microphones", wish("microphone", on=False)),
        ("mics on", wish("microphone", on=True)),
        ("开始会议", Asked(scene="start")), ("中场休息", Asked(scene="break")),
        ("观影模式", Asked(scene="film")), ("散会", Asked(scene="end")),
        ("start the meeting", Asked(scene="start")),
        ("coffee break", Asked(scene="break")), ("film mode", Asked(scene="film")),
        ("End the meeting.", Asked(scene="end")),
        ("302会议室开灯", Asked("light", (("on", True),), room="302")),
        ("turn off the lights in room 302", Asked("light", (("on", False),), room="302")),
        ("", Refusal.EMPTY), ("  。 ", Refusal.EMPTY), ("灯" * 81, Refusal.LONG),
        ("今天天气不错", Refusal.UNKNOWN), ("hello", Refusal.UNKNOWN),
        ("开灯关窗帘", Refusal.TWO), ("lights and curtains off", Refusal.TWO),
        ("不要关灯", Refusal.NOT), ("don't turn off the lights", Refusal.NOT),
        ("空调40度", Refusal.RANGE), ("空调15度", Refusal.RANGE), ("灯光150", Refusal.RANGE),
        ("-5度", Refusal.RANGE), ("灯", Refusal.NO_VERB),
        ("the projector", Refusal.NO_VERB), ("401会议室开灯", Refusal.WRONG_ROOM),
        ("lights off in room 401", Refusal.WRONG_ROOM),
        ("opening ceremony", Refusal.UNKNOWN), ("delightful", Refusal.UNKNOWN),
    ],
)  # fmt: skip
def test_a_sentence_is_understood_or_refused_by_name(said: str, asked: Asked | Refusal) -> None:
    assert understand(said, "302") == asked
