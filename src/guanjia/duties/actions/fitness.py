"""Who may not do a duty although they stand on its post: higher modules know why (the staff gate of an internal meeting)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from guanjia.duties.models import Duty

Ask = Callable[[Duty, Any, datetime], str]
_asked: dict[str, Ask] = {}


def register_fitness(code: str, ask: Ask) -> None:
    """Let `ask(duty, user, moment)` say, in the reader's language, why this user may not do this duty then; "" when nothing
    is against it. The same code again replaces. Called in apps.ready()."""
    _asked[code] = ask


def unfit(duty: Duty, user: Any, moment: datetime) -> str:
    """The first reason why the user may not do the duty at that moment; "" for none."""
    return next((said for _code, ask in sorted(_asked.items()) if (said := ask(duty, user, moment))), "")
