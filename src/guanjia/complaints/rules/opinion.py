"""Public opinion: what was read where, how it is judged, when it is a warning (CMPL-002, CMPL-021)."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class FeedKind(State):
    """How items reach us."""

    RSS = "rss", N_("RSS or Atom feed"), "blue"
    WEBHOOK = "webhook", N_("Webhook (JSON)"), "teal"
    HAND = "hand", N_("Typed by hand"), "secondary"


class Mood(State):
    """How it is meant."""

    GOOD = "good", N_("Favourable"), "teal"
    NEUTRAL = "neutral", N_("Neutral"), "secondary"
    BAD = "bad", N_("Unfavourable"), "orange"


class ItemState(State):
    """New until the named officer has judged it."""

    NEW = "new", N_("To be judged"), "red"
    NONE = "none", N_("Nothing to do"), "secondary"
    WATCHED = "watched", N_("Watched"), "yellow"
    COMPLAINT = "complaint", N_("Taken as a complaint"), "orange"


WARN_COUNT = 3
WARN_WITHIN = timedelta(hours=24)
PAIR = 2


def is_warning(bad_at: Collection[datetime], at: datetime) -> bool:
    """Whether the manager must be warned: so many unfavourable items within a day, this one included."""
    return sum(at - WARN_WITHIN < moment <= at for moment in bad_at) >= WARN_COUNT


def speaks_of(words: str, topic: str) -> bool:
    """Whether an answer prepared for `topic` fits these words: two letters of the topic that follow each other occur in them.

    >>> speaks_of("小区又停水了", "停水检修"), speaks_of("电梯很慢", "停水检修")
    (True, False)
    """
    letters = "".join(topic.lower().split())
    if len(letters) < PAIR:
        return bool(letters) and letters in words.lower()
    return any(letters[n : n + PAIR] in words.lower() for n in range(len(letters) - PAIR + 1))


def item_key(guid: str, url: str, title: str) -> str:
    """What makes two items the same: their id, else their address, else their words."""
    return hashlib.sha256((guid.strip() or url.strip() or title.strip()).encode()).hexdigest()


MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a feed brought."""

    title: str
    text: str = ""
    url: str = ""
    guid: str = ""
    published_at: datetime | None = None
