"""The fields of a promise in the reader's words, a line or more each."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guanjia.standards.queries.fields import BY_NAME, as_text
from guanjia.standards.queries.wording import describe_span, describe_when, moment_label
from guanjia.standards.rules.parse_filter import dump_filter
from guanjia.standards.rules.standard import Item, Standard, Words

Lines = list[str]
PROOFS: dict[str, Callable[[], str]] = {
    "tick": lambda: _("tick"),
    "number": lambda: _("reading"),
    "photo": lambda: _("photo"),
    "signature": lambda: _("signature"),
    "scan": lambda: _("scan at the place"),
    "text": lambda: _("words"),
}
CHANNELS: dict[str, Callable[[], str]] = {
    "app": lambda: _("in the app"),
    "message": lambda: _("by message"),
    "voice": lambda: _("by voice call"),
}
FAILURES: dict[str, Callable[[], str]] = {
    "work_order": lambda: _("failed: work order"),
    "hazard": lambda: _("failed: unsafe condition"),
    "complaint": lambda: _("failed: complaint"),
}


def say_field(name: str, standard: Standard, posts: Mapping[str, str]) -> Lines:
    """The field's value; empty where the standard has none. `posts` names posts by code."""
    value = getattr(standard, name)
    if name in _sayers:
        return _sayers[name](standard, posts)
    if name in ("post", "counter_sign"):
        return [posts.get(value, value)] if value else []
    if isinstance(value, timedelta):
        return [describe_span(value)]
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if choices := dict(BY_NAME[name].choices):
        return [str(choices[value])]
    if isinstance(value, tuple):
        return [_(", ").join(map(str, value))] if value else []
    return [str(value)] if value not in ("", None) else []


def say(words: Words) -> str:
    """The words in the reader's language."""
    return words.say(get_language() or "en")


def _when(standard: Standard, posts: Mapping[str, str]) -> Lines:
    return [describe_when(standard.when)]


def _window(standard: Standard, posts: Mapping[str, str]) -> Lines:
    lines = [_("opens %(length)s before due") % {"length": describe_span(standard.window.opens)}]
    missed = standard.window.missed
    if missed is None:
        return [*lines, _("stays owed until it is done")]
    return [*lines, _("missed %(length)s after due") % {"length": describe_span(missed)}]


def _filter(standard: Standard, posts: Mapping[str, str]) -> Lines:
    return [f"{fact}: {as_text(value)}" for fact, value in dump_filter(standard.filter).items()]


def _items(standard: Standard, posts: Mapping[str, str]) -> Lines:
    return [_item(each) for each in standard.items]


def _item(item: Item) -> str:
    notes = [] if item.proof == "tick" else [PROOFS[item.proof]()]
    if item.least is not None or item.most is not None:
        least, most = ("" if each is None else f"{each.normalize():f}" for each in (item.least, item.most))
        notes.append(f"{least}–{most} {item.unit}".strip())
    if not item.required:
        notes.append(_("optional"))
    if item.on_failure != "none":
        notes.append(FAILURES[item.on_failure]())
    return f"{say(item.text)} ({_(', ').join(notes)})" if notes else say(item.text)


def _proof(standard: Standard, posts: Mapping[str, str]) -> Lines:
    return [_(", ").join(PROOFS[each]() for each in standard.proof)] if standard.proof else []


def _ladder(standard: Standard, posts: Mapping[str, str]) -> Lines:
    line = _("%(length)s after due: %(post)s, %(channel)s")
    return [
        line
        % {
            "length": describe_span(step.after),
            "post": posts.get(step.post, step.post),
            "channel": CHANNELS[step.channel](),
        }
        for step in standard.ladder
    ]


def _not_after(standard: Standard, posts: Mapping[str, str]) -> Lines:
    return [_(" or ").join(map(moment_label, standard.not_after))] if standard.not_after else []


def _discharge(standard: Standard, posts: Mapping[str, str]) -> Lines:
    if standard.discharged_by.by == "evidence":
        return [_("evidence")]
    return [_(", ").join(sorted(standard.discharged_by.names))]


_sayers: dict[str, Callable[[Standard, Mapping[str, str]], Lines]] = {
    "when": _when,
    "window": _window,
    "filter": _filter,
    "items": _items,
    "proof": _proof,
    "ladder": _ladder,
    "not_after": _not_after,
    "discharged_by": _discharge,
}
