"""What the pages of the epidemic desk share: who may do what, the tabs, how a refusal goes back onto its form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.permissions import (
    disinfects,
    files_policy,
    keeps_supplies,
    measures,
    runs_door,
    sees_health,
)
from guanjia.frontdesk.visitors.queries.epidemic import policy_in_force
from guanjia.frontdesk.visitors.rules.epidemic import BadReading, protection
from guanjia.kernel.states import MoveRefused
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import is_auditor

LINES = 20
reads_desk = measures | disinfects | keeps_supplies
STALE = N_("Somebody else was faster, or this step is over. This is how it stands now.")


def show(request: HttpRequest, tab: str, status: int = 200, **more: Any) -> HttpResponse:
    """A page of the desk with its tabs, the policy in force and what the reader may do."""
    site, user = request.site, request.user
    writes = not is_auditor(user, site)
    policy = policy_in_force(site, site_now(site))
    context = {
        "tab": tab,
        "policy": policy,
        "protection": protection(policy),
        "may": {
            "health": sees_health(user, site) and writes,
            "policy": files_policy(user, site) and writes,
            "disinfect": disinfects(user, site) and writes,
            "supplies": keeps_supplies(user, site) and writes,
            "deliver": runs_door(user, site) and writes,
        },
    }
    return render(request, f"visitors/epidemic/{tab}.html", context | more, status=status)


def tried(form: forms.Form, deed: Callable[[], Any]) -> bool:
    """Whether the form is right and its deed was done; else what was refused stands on the form, which keeps its words."""
    if not form.is_valid():
        return False
    try:
        deed()
    except (VisitRefused, BadReading) as refused:
        words = _(refused.reason) if isinstance(refused, BadReading) else str(refused)
        form.add_error(refused.field if refused.field in form.fields else None, words)
    except SecretRefused as refused:
        form.add_error(None, str(refused))
    except MoveRefused:
        form.add_error(None, _(STALE))
    else:
        return True
    return False
