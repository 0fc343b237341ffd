"""How a guest is addressed, by surname and title, in their own language (GUES-006, GUES-007)."""

ENGLISH = frozenset({"en", "eng", "english", "英", "英语", "英文"})
TITLES = (
    "先生", "女士", "院士", "教授", "博士", "老师", "医生", "律师", "大使", "参赞", "代表", "书记", "主席", "理事长", "秘书长", "会长",
    "委员", "部长", "省长", "市长", "区长", "县长", "厅长", "司长", "局长", "处长", "科长", "主任", "董事长", "总裁", "总经理", "总监",
    "总工程师", "经理", "校长", "院长", "所长", "站长", "队长", "馆长", "台长", "行长",
)  # fmt: skip


def reads_english(language: str) -> bool:
    """Whether the language as a list says it ("en", "English", 英语) is English; everybody else is written to in Chinese."""
    word = language.strip().lower()
    return word in ENGLISH or word.startswith(("en-", "en_"))


def polite_name(name: str, surname: str, position: str, *, english: bool) -> str:
    """欧阳修, 史馆副主任 -> 欧阳主任: the longest title that the position ends with; without one, and in English, the whole name."""
    if english:
        return name.strip()
    ends = [title for title in TITLES if position.strip().endswith(title)]
    return f"{surname}{max(ends, key=len)}" if ends and surname else name.strip()
