"""What a scene asks of a device is said in the words of that device: lights go off, curtains close, a screen goes up."""

import pytest
from django.utils import translation

from guanjia.roomcontrol.queries.wording import step_in_words
from guanjia.roomcontrol.rules.scenes import wanted_of


@pytest.mark.parametrize(
    ("kind", "on", "value", "english", "chinese"),
    [
        ("curtain", False, None, "Curtains closed", "窗帘 关闭"),
        ("curtain", True, None, "Curtains 100%", "窗帘 100%"),
        ("curtain", True, 40, "Curtains 40%", "窗帘 40%"),
        ("light", False, None, "Lights off", "灯光 关"),
        ("light", True, 30, "Lights 30%", "灯光 30%"),
        ("screen", False, None, "Projection screen up", "投影幕 已收起"),
        ("climate", True, 26, "Air conditioning 26 °C", "空调 26 °C"),
    ],
)
def test_a_step_in_words(kind: str, on: bool, value: float | None, english: str, chinese: str) -> None:
    for language, words in (("en", english), ("zh-hans", chinese)):
        with translation.override(language):
            assert step_in_words(kind, wanted_of(kind, on, value)) == words
