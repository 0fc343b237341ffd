"""Who may listen to which topic. The floors that own a topic's nouns hand their rule in."""

from collections.abc import Callable, Iterable
from typing import Any

from guanjia.foundation.sites.public import Site, may
from guanjia.kernel import typed

LONGEST_TOPIC, MOST_TOPICS = 120, 20
TopicRule = Callable[[Any, str], bool]
_rules: dict[str, TopicRule] = {}


def register_topic_rule(prefix: str, rule: TopicRule) -> None:
    """Let `rule(user, rest)` decide about topics `prefix:rest`, from apps.ready(). Without a rule nobody may listen.

    It is asked when the stream opens and each minute again; keep it to one or two queries. `user` may be anonymous.
    A second rule for a prefix replaces the first.
    """
    _rules[prefix] = rule


def allowed(user: Any, topics: Iterable[str]) -> list[str]:
    """The topics among at most 20 that the user may listen to; malformed and unknown ones are left out."""
    found = []
    for topic in list(dict.fromkeys(topics))[:MOST_TOPICS]:
        prefix, _colon, rest = topic.partition(":")
        rule = _rules.get(prefix)
        if rule is not None and len(topic) <= LONGEST_TOPIC and rule(user, rest):
            found.append(topic)
    return found


def _site(user: Any, rest: str) -> bool:
    """`site:<id>:...` is for everybody who works at the site."""
    site = Site.objects.filter(pk=typed.number(rest.partition(":")[0])).first()
    return site is not None and may("member", user, site)


def _user(user: Any, rest: str) -> bool:
    """`user:<id>:...` is for that user alone."""
    return bool(getattr(user, "is_active", False)) and rest.partition(":")[0] == str(user.pk)


register_topic_rule("site", _site)
register_topic_rule("user", _user)
