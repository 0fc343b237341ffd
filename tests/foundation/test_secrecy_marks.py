"""The mark 绝密 / 机密 / 秘密 against the ordinary words that contain it."""

import pytest

from guanjia.foundation.secrecy.public import secret_mark
from guanjia.foundation.secrecy.rules.marks import secret_title

MARKED = [
    ("机密★", "机密"),
    ("绝密★1年", "绝密"),
    ("秘密★长期", "秘密"),
    ("机密★启用前", "机密"),
    ("机密 ★ 20年", "机密"),
    ("机密★", "机密"),
    ("(秘密)", "秘密"),
    ("(秘密)关于召开会议的通知", "秘密"),
    ("【机密】三季度方案", "机密"),
    ("〔绝密〕", "绝密"),
    ("[机密级]", "机密"),
    ("机密", "机密"),
    ("机密 ", "机密"),
    ("机 密", "机密"),
    ("机 密", "机密"),
    ("绝密 关于某项工作的会议", "绝密"),
    ("关于某项工作的会议 绝密", "绝密"),
    ("第一行\n秘密\n第三行", "秘密"),
    ("秘密1年", "秘密"),
    ("绝密30年", "绝密"),
    ("密级:机密", "机密"),
    ("密级: 绝密", "绝密"),
    ("密 级 : 秘密", "秘密"),
    ("保密等级:机密", "机密"),
    ("方案_机密.docx", "机密"),
    ("机密-三季度方案.pdf", "机密"),
    ("某某方案(机密).docx", "机密"),
    ("机密.pdf", "机密"),
    ("机\u200b密★", "机密"),
    ("机\ufeff密★", "机密"),
    ("機密★", "机密"),
    ("絕密", "绝密"),
    ("通知\n机密★10年\n各单位:", "机密"),
    ("商业秘密保护培训\n机密★", "机密"),
    ("TOP SECRET", "绝密"),
    ("ＴＯＰ　ＳＥＣＲＥＴ plan", "绝密"),
    ("(Top Secret) review", "绝密"),
    ("[Secret] notes", "秘密"),
    ("SECRET: notes", "秘密"),
]
ORDINARY = [
    "",
    "会议通知",
    "秘密投票",
    "采用秘密 投票方式",
    "秘密投票 统计表",
    "商业秘密",
    "商业秘密保护培训",
    "保护商业 秘密",
    "保密",
    "保密承诺书",
    "保密工作会议",
    "机密文件管理办法宣讲",
    "国家秘密定密培训",
    "国家秘密 的范围",
    "国家秘密分为绝密、机密、秘密三级",
    "密级分为 绝密/机密/秘密 三种",
    "保守秘密,慎之又慎",
    "不得泄露秘密",
    "秘密书记",
    "秘书处",
    "秘密花园主题茶歇",
    "秘密会见厅布置",
    "严守党的秘密。",
    "我们之间的秘密",
    "小秘密",
    "紧密合作",
    "密码重置",
    "精密仪器",
    "Charlie 的机密通道",
    "The secretary's speech",
    "a top secret recipe",
    "secret ballot",
]
TITLES = [
    ("机密会议", "机密"),
    ("2026年机密工作会议", "机密"),
    ("关于 机 密 事项的会议", "机密"),
    ("绝密专题会", "绝密"),
    ("秘密会议", "秘密"),
    ("内部機密汇报", "机密"),
    ("Top secret review", "绝密"),
    ("top-secret", "绝密"),
    ("国家机密谈判", "机密"),
    ("涉及机密的审查会", "机密"),
    ("国家的机密会议", "机密"),
    ("国家绝密事项会", "绝密"),
    ("涉及绝密的审查会", "绝密"),
    ("关于国家的绝密会议", "绝密"),
    ("工作机密会议", "机密"),
    ("机密森林会议", "机密"),
    ("秘密应急会议", "秘密"),
    ("机密 数据安全方案", "机密"),
]
TITLES_THAT_PASS = [
    "机密计算技术论坛",
    "机密虚拟机沙龙",
    "机密数据安全产品发布会",
    "机密泄露应急演练",
    "机密应急处置演练",
    "秘密森林音乐会",
    "工作秘密清单会",
    "国家秘密范围研讨会",
    "商业机密案例分析会",
    "泄露国家机密案例分析会",
]


@pytest.mark.parametrize(("text", "grade"), MARKED)
def test_a_mark_is_found(text: str, grade: str) -> None:
    assert secret_mark(text) == grade


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_word_is_no_mark(text: str) -> None:
    assert secret_mark(text) is None


@pytest.mark.parametrize(("title", "grade"), TITLES)
def test_in_a_title_the_word_alone_is_enough(title: str, grade: str) -> None:
    assert secret_title(title) == grade


@pytest.mark.parametrize("title", [each for each in ORDINARY if each != "a top secret recipe"])
def test_a_title_may_speak_about_secrets(title: str) -> None:
    assert secret_title(title) is None


@pytest.mark.parametrize("title", TITLES_THAT_PASS)
def test_an_honest_title_passes(title: str) -> None:
    assert secret_title(title) is None


def test_a_long_text_is_read_in_linear_time() -> None:
    assert secret_mark("关于秘密投票的说明,商业秘密除外。 " * 20_000) is None
