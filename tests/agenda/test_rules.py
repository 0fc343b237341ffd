"""Pasted lines, the moderator's words, the mood of the clock: tables."""

import pytest

from guanjia.agenda.rules.draft import ItemDraft, filled
from guanjia.agenda.rules.line import least_minutes
from guanjia.agenda.rules.pasted import NotRead, kind_of, pasted
from guanjia.agenda.rules.script import LANGUAGES, Cue, announcement, incidents, introduction, opening, time_words
from guanjia.agenda.rules.states import Kind

K = Kind


@pytest.mark.parametrize(
    ("line", "title", "clock", "minutes", "kind", "speakers"),
    [
        ("14:00-14:20 致辞 张三", "致辞", 840, 20, K.SPEECH, ("张三",)),
        ("14：00—14：20　致辞　张三、李四", "致辞", 840, 20, K.SPEECH, ("张三", "李四")),
        ("14:00至14:20 主题报告 数字化转型 王五", "主题报告 数字化转型", 840, 20, K.TALK, ("王五",)),
        ("9:05~9:15 茶歇", "茶歇", 545, 10, K.BREAK, ()),
        ("1. 开幕式 10分钟", "开幕式", None, 10, K.OPENING, ()),
        ("（三） 表决通过章程（15分钟）", "表决通过章程", None, 15, K.VOTE, ()),
        ("10:00\t10:30\t专家报告\t陈院士", "专家报告", 600, 30, K.TALK, ("陈院士",)),
        ("10:00-10:30\tKeynote\tJane Doe, John Roe", "Keynote", 600, 30, K.TALK, ("Jane Doe", "John Roe")),
        ("23:50-00:10 闭幕", "闭幕", 1430, 20, K.CLOSING, ()),
        ("10:00-10:30 Panel with questions 45 min", "Panel with questions", 600, 30, K.DISCUSSION, ()),
    ],
)
def test_a_line_is_read_as_people_write_it(
    line: str, title: str, clock: int | None, minutes: int, kind: Kind, speakers: tuple[str, ...]
) -> None:
    (item,) = pasted(line)
    assert (item.title, item.clock, item.minutes, item.kind, item.speakers) == (title, clock, minutes, kind, speakers)


def test_who_has_no_length_lasts_until_the_next_and_the_last_ten_minutes() -> None:
    found = pasted("9:00 致辞\n\n9:15 报告(定时) 李四\n10:00 参观（可选）\n")
    assert [item.minutes for item in found] == [15, 45, 10]
    assert [item.fixed for item in found] == [False, True, False] and found[2].optional


@pytest.mark.parametrize(
    ("text", "number"), [("9:00-9:10 致辞\n24:00 报告", 2), ("9:60 致辞", 1), ("9:00-9:00 致辞", 1), ("9:00-9:10", 1)]
)
def test_a_line_without_title_or_time_is_named(text: str, number: int) -> None:
    with pytest.raises(NotRead) as unread:
        pasted(text)
    assert unread.value.number == number


@pytest.mark.parametrize(
    ("title", "kind"),
    [("午餐", K.MEAL), ("颁奖仪式", K.AWARD), ("签约", K.SIGNING), ("合影留念", K.PHOTO), ("圆桌讨论", K.DISCUSSION), ("工作报告", K.TALK),
     ("自由交流", K.FREE), ("Coffee break", K.BREAK), ("总结讲话", K.CLOSING)],
)  # fmt: skip
def test_the_words_of_a_title_say_its_kind(title: str, kind: Kind) -> None:
    assert kind_of(title) is kind


@pytest.mark.parametrize(
    ("kind", "minutes", "floor", "least"),
    [
        (K.TALK, 10, 15, 7),
        (K.TALK, 11, 15, 8),
        (K.BREAK, 20, 15, 15),
        (K.BREAK, 10, 15, 10),
        (K.VOTE, 10, 15, 10),
        (K.DISCUSSION, 1, 15, 1),
    ],
)
def test_what_is_left_of_an_item_at_the_least(kind: Kind, minutes: int, floor: int, least: int) -> None:
    assert least_minutes(kind, minutes, floor) == least


def test_a_time_left_empty_follows_the_row_above() -> None:
    found = filled([ItemDraft("一", 10), ItemDraft("二", 5, begins=20), ItemDraft("三", 5)], 15)
    assert [each.begins for each in found] == [0, 20, 25]
    kinds = [ItemDraft("一", 9), ItemDraft("二", 9, K.VOTE), ItemDraft("三", 9, begins=30, fixed=True)]
    assert [each.movable for each in filled(kinds, 15)] == [True, False, False]


TALK = Cue("工作报告", K.TALK, 20, ("王局长",))


def test_the_moderator_opens_and_introduces_in_both_languages() -> None:
    assert "我是今天的会议主持人周主任" in opening("年会", "周主任", "zh") and "年会" in opening("年会", "", "zh")
    assert opening("the forum", "Ms Zhou", "en").endswith("telephones to silent.")
    cues = [Cue("开场", K.OPENING, 5), TALK, Cue("茶歇", K.BREAK, 15), Cue("总结", K.CLOSING, 5)]
    assert introduction(cues, "zh") == "今天的会议共有2项议程：工作报告；总结。"
    assert "2 items" in introduction(cues, "en")


def test_the_moderator_leads_on_and_watches_the_time() -> None:
    assert (
        announcement(TALK, Cue("致辞", K.SPEECH, 5, ("张三",)), "zh")
        == "感谢张三。下面进行工作报告，有请王局长，时间20分钟，大家欢迎！"
    )
    assert "考虑到时间关系，我们需要进入下一项议程：茶歇" in time_words("张先生", "茶歇", "zh")
    assert "感谢张先生的精彩分享" in time_words("张先生", "", "zh") and "In view of the time" in time_words(
        "", "Tea", "en"
    )


def test_incidents_have_words_ready() -> None:
    assert "由于技术原因" in incidents("zh")[0] and "不要乘坐电梯" in incidents("zh")[3]
    assert len(incidents("zh")) == len(incidents("en")) and "nearest exit" in incidents("en")[3]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_words_in_both_languages(kind: Kind) -> None:
    for language in LANGUAGES:
        assert len(announcement(Cue("X", kind, 7), TALK, language)) > len("谢谢")
