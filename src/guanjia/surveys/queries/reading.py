"""How words are read: a module above lends its reading, since surveys know nobody who reads Chinese."""

from collections.abc import Callable
from dataclasses import dataclass

from guanjia.foundation.sites.public import Site
from guanjia.surveys.rules.themes import NEUTRAL, HowItSounds, Phrases


@dataclass(frozen=True, slots=True)
class Reading:
    """`ear(site)` gives what says positive, neutral or negative of words; `phrases(texts)` what several share, with their places."""

    ear: Callable[[Site], HowItSounds]
    phrases: Phrases


_lent = Reading(lambda _site: lambda _words: NEUTRAL, lambda _texts: ())


def register_reading(reading: Reading) -> None:
    """Lend a reading; called in apps.ready() by whoever stands above surveys and knowledge. The last one counts."""
    global _lent
    _lent = reading


def reading() -> Reading:
    """The lent reading; without one every remark is neutral and shares no phrase."""
    return _lent
