"""Who has to be there until a meeting's end and is taken elsewhere by then: higher modules know (interpreters)."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from guanjia.conference.models import Block

Ask = Callable[[Block, Collection[datetime]], Mapping[datetime, list[str]]]
_asked: dict[str, Ask] = {}


def register_company(code: str, ask: Ask) -> None:
    """Let `ask(block, ends)` say, in the reader's language, for each of these ends who cannot stay until then; nothing for nobody.
    The same code again replaces. Called in apps.ready()."""
    _asked[code] = ask


def taken_elsewhere(block: Block, ends: Collection[datetime]) -> dict[datetime, list[str]]:
    """For each of these ends a sentence for each who cannot stay until then; whoever knows is asked once for all of them."""
    answers = [ask(block, ends) for _code, ask in sorted(_asked.items())]
    return {end: [said for answer in answers for said in answer.get(end, ())] for end in ends}
