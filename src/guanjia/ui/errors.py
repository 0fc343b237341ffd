"""Answers to requests that a rule refuses."""

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guanjia.ui.parts import Difference

# A partial swap that a rule refuses shows the refusal as the page's content.
AS_PAGE = {"HX-Retarget": "#content", "HX-Reselect": "#content", "HX-Reswap": "outerHTML"}
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "rev"})


def invalid(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page again with status 422: the form keeps what was typed and names the broken rules."""
    return render(request, template, context, status=422)


def refused(request: HttpRequest, reason: Any, *, back: str = "/", rules: Iterable[Any] = ()) -> HttpResponse:
    """422 in words, for an action without a form of its own. `rules` lists what exactly is broken."""
    context = {"reason": reason, "back": back, "rules": list(rules)}
    return _as_page(render(request, "ui/422.html", context, status=422))


def conflict(
    request: HttpRequest, form: BaseForm, current: dict[str, Any], *, rev: int, other: str = "", cancel: str = "."
) -> HttpResponse:
    """409: both versions side by side, everything typed kept.

    `current` holds what is stored now, by field name; `rev` is its revision, which the next save sends; `other` names
    who saved it. Fields on which both agree are kept without asking.
    """
    differences = differing(form, current)
    asked = {row.name for row in differences}
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in asked and name not in NOT_KEPT
        for value in values
    ]
    context = {
        "differences": differences,
        "kept": kept,
        "rev": rev,
        "other": other,
        "action": request.get_full_path(),
        "cancel": cancel,
    }
    return _as_page(render(request, "ui/409.html", context, status=409))


def differing(form: BaseForm, current: dict[str, Any]) -> list[Difference]:
    """The fields in which what was typed differs from what is stored, as text a reader can compare."""
    rows = []
    for bound in form:
        yours = bound.value()
        theirs = bound.field.prepare_value(current.get(bound.name))
        if bound.name in current and _text(yours) != _text(theirs):
            rows.append(Difference(bound.label, _text(yours), _text(theirs), bound.html_name))
    return rows


def _as_page(response: HttpResponse) -> HttpResponse:
    for name, value in AS_PAGE.items():
        response[name] = value
    return response


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
