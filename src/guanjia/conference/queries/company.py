"""Who has to be there until a meeting's end and is taken elsewhere by then: higher modules know (interpreters)."""

from collections.abc import Callable
from datetime import datetime

from guanjia.conference.models import Block

Ask = Callable[[Block, datetime], list[str]]
_asked: dict[str, Ask] = {}


def register_company(code: str, ask: Ask) -> None:
    """Let `ask(block, ends_at)` say, in the reader's language, who cannot stay when the meeting ends then; nothing for nobody.
    The same code again replaces. Called in apps.ready()."""
    _asked[code] = ask


def taken_elsewhere(block: Block, ends_at: datetime) -> list[str]:
    """A sentence for each who cannot stay until `ends_at`."""
    return [said for _code, ask in sorted(_asked.items()) for said in ask(block, ends_at)]
