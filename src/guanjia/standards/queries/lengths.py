"""Lengths of time as people type them: "2 hours 30 minutes", "3 个工作日", "90m"; a bare number is minutes."""

import re

from guanjia.kernel.span import Span, parse_span, span_text
from guanjia.standards.queries.wording import describe_span

_UNITS = (
    ("wd", "个?工作日|working days?|wd"),
    ("wh", "个?工作小时|working hours?|wh"),
    ("wm", "个?工作分钟|working minutes?|wm"),
    ("w", "周|个?星期|weeks?|w"),
    ("d", "天|日|days?|d"),
    ("h", "个?小时|时|hours?|h"),
    ("s", "秒钟?|seconds?|s"),
    ("m", "分钟?|minutes?|min|m|"),
)
_PART = re.compile(
    r"(\d+)\s*(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _UNITS) + r")(?![a-z])", re.IGNORECASE
)


def say_length(text: str) -> str:
    """A span as the catalogue writes it, in the reader's words and without its sign; "0" for no time at all."""
    span = parse_span(text)
    return describe_span(span, fold=False) if span.days or span.time else "0"


def read_length(typed: str) -> str:
    """What was typed as the catalogue writes it, without sign. ValueError for what is no length of time."""
    body, at, parts = typed.strip(), 0, []
    while at < len(body):
        found = _PART.match(body, at)
        if found is None:
            raise ValueError(typed)
        parts.append(found[1] + next(name for name, _ in _UNITS if found[name] is not None))
        at = found.end()
        while at < len(body) and body[at] in " ,，零又":
            at += 1
    span: Span = parse_span("".join(parts))
    return span_text(span)
