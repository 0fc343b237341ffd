"""Finding what an address names, doing what a button asks."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from guanjia.conference.public import Refused, Stale
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel import typed
from guanjia.kernel.states import MoveRefused
from guanjia.scheduling.models import Period, PeriodRun
from guanjia.scheduling.rules.refusals import SchedulingRefused


def period_of(request: HttpRequest, pk: int) -> Period:
    """The period at the reader's site, else 404."""
    return get_object_or_404(Period.objects.select_related("site"), pk=pk, site=request.site)  # type: ignore[attr-defined]


def run_of(request: HttpRequest, pk: int) -> PeriodRun:
    """The search at the reader's site, else 404."""
    rows = PeriodRun.objects.select_related("period__site")
    return get_object_or_404(rows, pk=pk, period__site=request.site)  # type: ignore[attr-defined]


def numbers_in(request: HttpRequest, name: str) -> list[int]:
    """Numbers that a form sends under one name; anything else is left out."""
    return typed.numbers(request.POST.getlist(name))


def tried(request: HttpRequest, deed: Callable[[], Any]) -> Any:
    """Do it; a refusal becomes a message in the reader's language, and the answer is None."""
    try:
        return deed()
    except (SchedulingRefused, Refused, Stale, SecretRefused, MoveRefused) as refused:
        messages.error(request, str(refused))
        return None
