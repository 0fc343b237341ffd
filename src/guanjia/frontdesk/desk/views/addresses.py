"""Addresses of the desk's acts, already knowing whom they are for."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from guanjia.frontdesk.desk.rules.quick import CaseKind
from guanjia.ui.card import Whom


def known(whom: Whom) -> str:
    """The query that says whom: unit and person, each only where known."""
    pairs = {"unit": next(iter(whom.unit_ids), 0), "person": next(iter(whom.person_ids), 0)}
    query = urlencode({name: value for name, value in pairs.items() if value})
    return f"?{query}" if query else ""


def quick_url(kind: CaseKind) -> Callable[[Any, Whom], str]:
    """Where a case of the kind is opened."""
    return lambda site, whom: reverse("desk:quick", args=[site.code, kind.value]) + known(whom)


def note_url(site: Any, whom: Whom) -> str:
    """Where a message is passed on."""
    return reverse("desk:new_note", args=[site.code]) + known(whom)


def proxy_url(site: Any, whom: Whom) -> str:
    """Where something is done for a resident."""
    return reverse("desk:new_proxy", args=[site.code]) + known(whom)
