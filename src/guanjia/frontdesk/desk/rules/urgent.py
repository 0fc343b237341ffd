"""Words of a caller that must not wait until the call is over (W14, W19, W24)."""

URGENT = {
    "起火": "fire",
    "着火": "fire",
    "火灾": "fire",
    "冒烟": "fire",
    "燃气": "gas",
    "煤气": "gas",
    "漏气": "gas",
    "爆管": "leak",
    "漏水": "leak",
    "水管爆": "leak",
    "跑水": "leak",
    "被困": "trapped",
    "困人": "trapped",
    "困在": "trapped",
    "晕倒": "medical",
    "昏迷": "medical",
    "没有呼吸": "medical",
    "摔倒": "medical",
    "触电": "medical",
    "坠落": "medical",
    "打架": "security",
    "持刀": "security",
    "走失": "lost",
}
"""The word and what it means."""
DENIALS = ("没有", "没", "不是", "无", "未", "别", "并非")
FEE = ("燃气费", "煤气费", "燃气卡", "燃气表")


def urgent_word(text: str) -> tuple[str, str] | None:
    """The first urgent word of the text and its meaning; none where it is denied ("没有漏水") or is about money (燃气费)."""
    found = sorted((place, word) for word in URGENT for place in _places(text, word))
    return (found[0][1], URGENT[found[0][1]]) if found else None


def _places(text: str, word: str) -> list[int]:
    places, start = [], text.find(word)
    while start >= 0:
        before, here = text[max(0, start - 2) : start], text[start:]
        if not before.endswith(DENIALS) and not here.startswith(FEE):
            places.append(start)
        start = text.find(word, start + 1)
    return places
