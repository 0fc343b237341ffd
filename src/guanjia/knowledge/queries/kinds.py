"""Kinds suggested from words."""

from guanjia.knowledge.rules.kinds import Suggestion, shipped_model
from guanjia.knowledge.rules.paste import Pasted
from guanjia.knowledge.rules.paste import read_paste as read

LEAST_SURE = 0.25


def suggest_kinds(text: str, limit: int = 3) -> list[Suggestion]:
    """The likeliest kinds of a request, best first, each with how sure (0 to 1) and the words that spoke for it."""
    return shipped_model().suggest(text, limit) if text.strip() else []


def likeliest_kind(text: str) -> str:
    """The best suggestion where it is sure enough to be proposed, else ""."""
    best = suggest_kinds(text, 1)
    return best[0].kind if best and best[0].share >= LEAST_SURE else ""


def read_paste(text: str) -> list[Pasted]:
    """Proposals out of a pasted group chat, each with a kind (FIELD 21)."""
    return read(text, likeliest_kind)
