"""What a name is found by besides its beginning: a contains-search that an index can answer."""

from guanjia.foundation.persons.rules.pinyin import HAN, JOINTS, plain_letters

LAST = "\U0010ffff"


def name_parts(name: str) -> tuple[str, str]:
    """(after the first, after the second) character of a Han name, word of another: 王小明 -> (小明, 明),
    John van Dyke -> (vandyke, dyke). Together with the name itself they find every name of up to three characters by
    any part of it.
    """
    calm = name.strip()
    if HAN.search(calm):
        plain = "".join(JOINTS.split(calm))
        return plain[1:], plain[2:]
    words = [plain_letters(word) for word in JOINTS.split(calm)]
    return "".join(words[1:]), "".join(words[2:])


def range_of(text: str) -> tuple[str, str]:
    """From and up to (exclusive) of all texts that begin with this one, compared byte by byte."""
    return text, text + LAST
