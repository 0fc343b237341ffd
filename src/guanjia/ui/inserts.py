"""Pieces that higher modules put onto a page of a lower one: the papers that a guest who has just come in is owed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from guanjia.ui.menu import Permission


@dataclass(frozen=True, slots=True)
class Insert:
    """A piece of a page. `page` names where it stands ("conference.admitted": somebody was let in; the row is the guest);
    `code` is unique there.

    `context(request, row)` gives what `template` shows, None where there is nothing to show. `permission(user, site)` says
    who sees it.
    """

    page: str
    code: str
    template: str
    context: Callable[[HttpRequest, Any], Mapping[str, Any] | None]
    permission: Permission
    order: int = 100


_inserts: dict[tuple[str, str], Insert] = {}


def register_insert(insert: Insert) -> None:
    """Put `insert` onto its page. The same page and code a second time replace the first."""
    _inserts[insert.page, insert.code] = insert


def inserts_for(page: str, request: HttpRequest, row: Any) -> SafeString:
    """The pieces of a page that this reader sees for this row, in their order; "" for none."""
    found = sorted((each for each in _inserts.values() if each.page == page), key=lambda each: (each.order, each.code))
    parts = []
    for each in found:
        if not each.permission(request.user, request.site):  # type: ignore[attr-defined]
            continue
        context = each.context(request, row)
        if context is not None:
            parts.append(render_to_string(each.template, dict(context), request))
    return mark_safe("".join(parts))  # each part is the output of a template
