"""What is read out of a pasted group chat (FIELD 21, REPR-006, REPR-007)."""

import pytest

from guanjia.knowledge.rules.paste import read_paste
from guanjia.knowledge.rules.scrub import scrub
from guanjia.knowledge.rules.urgency import alarm_in

CHAT = """张姐 10:32
三栋二单元1201 卫生间漏水,电话138 0013 8000
[图片]
张姐 10:33
[图片]
李四 3-1-502 昨天 10:40
@管家小王 楼道灯不亮
王五:
收到，谢谢
赵六 2026/3/5 10:41:11
1栋1单元门禁坏了
——————  2026-03-05  ——————
钱七 10:42
我家也是
孙八 10:50
[语音] 12''
孙八 10:51
3-2-1201 0571-88881234
"""


def test_a_chat_becomes_one_proposal_a_matter():
    found = read_paste(CHAT, lambda text: "leak" if "漏" in text else "")
    assert [(each.author, each.units, each.photos, each.voices, each.worth) for each in found] == [
        ("张姐", ("3-2-1201",), 2, 0, True),
        ("李四 3-1-502", ("3-1-502",), 0, 0, True),
        ("王五", (), 0, 0, False),
        ("赵六", (), 0, 0, True),
        ("孙八", ("3-2-1201",), 0, 1, True),
    ]
    assert found[0].phones == ("13800138000",) and found[0].urgent and found[0].kind == "leak"
    assert found[3].building == "1" and found[3].echoes == ("钱七",)
    assert found[4].phones == ("057188881234",)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("\n \n", 0),
        ("5-1-301 马桶堵了", 1),
        ("地址：5-1-301\n电话：13800138000\n问题：漏水", 1),
        ("张三：灯坏了\n李四：门坏了", 2),
    ],
)
def test_any_text_is_cut_at_names_only(text, count):
    assert len(read_paste(text)) == count


@pytest.mark.parametrize(
    ("text", "phones", "units"),
    [
        ("3栋2单元1201，13800138000", ("13800138000",), ("3-2-1201",)),
        ("+86 138-0013-8000 3-2-1201", ("13800138000",), ("3-2-1201",)),
        ("电话12345", (), ()),
        ("订单号20138001380001", (), ()),
        ("1栋1单元门禁", (), ()),
        ("0571-88881234", ("057188881234",), ()),
    ],
)
def test_a_phone_is_no_door_and_a_long_number_is_no_phone(text, phones, units):
    found = read_paste(text)[0]
    assert (found.phones, found.units) == (phones, units)


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("厨房漏水", "leak"),
        ("没有漏水了，谢谢", None),
        ("漏水修好了", None),
        ("厨房有煤气味", "gas"),
        ("万一漏气怎么办", None),
        ("老人困在电梯里了", "lift"),
        ("地下室淹了，水管爆了在漏水", "water"),
        ("楼道灯不亮", None),
        ("明天消防演练会冒烟演练", None),
    ],
)
def test_danger_is_heard_and_denial_too(text, danger):
    alarm = alarm_in(text)
    assert (alarm.danger if alarm else None) == danger


def test_what_is_kept_to_learn_from_names_nobody():
    assert scrub("三栋二单元1201张女士说漏水，电话13800138000，车牌浙A12345") == "某户某人说漏水，电话，车牌某车"
