"""Settings and working calendar of the site."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.jobs.actions.site import change_setting, forget_override, override_day
from guanjia.foundation.jobs.forms import OverrideForm, SettingForm, may_change
from guanjia.foundation.sites.public import CalendarOverride, declared, may, page, site_now
from guanjia.kernel import typed
from guanjia.ui.errors import invalid


@page("system")
def settings(request: HttpRequest, site_code: str) -> HttpResponse:
    """All declared settings; those that the reader may not change are shown only."""
    site, posted = request.site, request.POST if request.method == "POST" else None
    mine = [spec for spec in declared() if may_change(spec, request.user, site)]
    forms = [SettingForm(spec, site, posted) for spec in mine]
    shown = [SettingForm(spec, site) for spec in declared() if spec not in mine]
    context = {"forms": forms, "shown": [(form.spec, form["value"]) for form in shown]}
    if posted is None:
        return render(request, "jobs/settings.html", context)
    if [form for form in forms if not form.is_valid()]:
        return invalid(request, "jobs/settings.html", context)
    with transaction.atomic():
        for form in forms:
            value = form.cleaned_data["value"]
            change_setting(site=site, key=form.spec.key, value=value, actor=request.user, at=site_now(site))
    messages.success(request, _("Settings saved."))
    return redirect("jobs:settings", site_code)


@page("system")
def calendar(request: HttpRequest, site_code: str) -> HttpResponse:
    """Dates that differ from the published calendar, and a form for one more."""
    site = request.site
    form = OverrideForm(request.POST if request.method == "POST" else None, instance=CalendarOverride(site=site))
    context = {
        "form": form,
        "rows": CalendarOverride.objects.filter(site=site).order_by("-on")[:200],
        "can_write": may("system", request.user, site, write=True),
    }
    if request.method != "POST":
        return render(request, "jobs/calendar.html", context)
    if not form.is_valid():
        return invalid(request, "jobs/calendar.html", context)
    override_day(site=site, actor=request.user, at=site_now(site), **form.cleaned_data)
    return redirect("jobs:calendar", site_code)


@page("system")
@require_POST
def calendar_forget(request: HttpRequest, site_code: str) -> HttpResponse:
    """Take one date back."""
    on = typed.day(request.POST.get("on"))
    if on is not None:
        forget_override(site=request.site, on=on, actor=request.user, at=site_now(request.site))
    return redirect("jobs:calendar", site_code)
