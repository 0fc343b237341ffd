"""Changing a promise at a site, or at all sites of the company."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.standards.actions import PatchRefused, StalePatch, patch_standard, switch_off, switch_on
from guanjia.standards.forms import PatchForm, ReasonForm, shown
from guanjia.standards.models import StandardPatch
from guanjia.standards.permissions import may_patch_company, may_patch_site
from guanjia.standards.queries.effective import Layers, fields_of, resolve
from guanjia.standards.queries.page import post_names, title_of
from guanjia.standards.queries.wording import describe_when
from guanjia.standards.rules.patch import merge
from guanjia.standards.views.reading import detail_context, find
from guanjia.ui.errors import conflict, invalid


@require_page(may_patch_site)
def standard_edit(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """The form of a patch, ?scope=company for all sites. Keeps what was typed when a rule refuses it."""
    each, scope = find(request.site, code), _scope(request)
    patch = _own(each, scope)
    form = PatchForm(
        request.POST or None,
        raw=_below(each, scope),
        own=fields_of(patch),
        rev=patch.rev if patch else 0,
        posts=post_names(request.site),
    )
    context = {
        "form": form,
        "standard": each.shipped.standard,
        "title": title_of(each.shipped.standard),
        "when": describe_when(resolve(each)[0].when) if scope == "site" else "",
        "scope": scope,
    }
    if request.method != "POST":
        return render(request, "standards/edit.html", context)
    if not form.is_valid():
        return invalid(request, "standards/edit.html", context)
    try:
        patch_standard(
            code=code,
            fields=form.changes,
            reason=form.cleaned_data["reason"],
            actor=request.user,
            at=site_now(request.site),
            rev=form.cleaned_data["rev"],
            **_target(request, scope),
        )
    except PatchRefused as refusal:
        form.refuse(refusal.problems)
        return invalid(request, "standards/edit.html", context)
    except StalePatch as stale:
        return _stale(request, form, each, scope, stale.current)
    messages.success(request, _("Saved. Duties that have not begun are planned anew."))
    return redirect("standards:detail", site_code, code)


@require_POST
@require_page(may_patch_site)
def standard_switch(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """Switch a promise off, or on again, with a reason; ?scope=company for all sites."""
    each, scope, form = find(request.site, code), _scope(request), ReasonForm(request.POST)
    if form.is_valid():
        act = switch_on if request.POST.get("to") == "on" else switch_off
        try:
            act(
                code=code,
                reason=form.cleaned_data["reason"],
                actor=request.user,
                at=site_now(request.site),
                **_target(request, scope),
            )
        except PatchRefused as refusal:
            for problem in refusal.problems:
                form.add_error(None, problem.say(_))
        else:
            messages.success(request, _("Saved. Duties that have not begun are planned anew."))
            return redirect("standards:detail", site_code, code)
    return invalid(request, "standards/detail.html", detail_context(request, each, form))


def _scope(request: HttpRequest) -> str:
    if request.GET.get("scope") != "company":
        return "site"
    if not may_patch_company(request.user, request.site):
        raise PermissionDenied
    return "company"


def _target(request: HttpRequest, scope: str) -> dict[str, Any]:
    return {"company": request.site.company} if scope == "company" else {"site": request.site}


def _own(each: Layers, scope: str) -> StandardPatch | None:
    return each.company if scope == "company" else each.site


def _below(each: Layers, scope: str) -> dict[str, Any]:
    """The promise as this scope makes it: a company's page does not show what one site changed."""
    return each.raw() if scope == "site" else merge(each.shipped.raw, fields_of(each.company), {})


def _stale(request: HttpRequest, form: PatchForm, each: Layers, scope: str, current: StandardPatch) -> HttpResponse:
    below = {} if scope == "company" else fields_of(each.company)
    raw = merge(each.shipped.raw, below, current.fields)
    other = str(current.actor or "")
    return conflict(request, form, shown(raw), rev=current.rev, other=other)
