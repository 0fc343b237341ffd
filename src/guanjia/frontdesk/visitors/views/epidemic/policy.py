"""The official policy, version by version (EPID-005)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.visitors.actions.epidemic import file_policy
from guanjia.frontdesk.visitors.forms.epidemic import PolicyForm
from guanjia.frontdesk.visitors.models import EpidemicPolicy
from guanjia.frontdesk.visitors.permissions import files_policy
from guanjia.frontdesk.visitors.views.epidemic.desk import LINES, reads_desk, show, tried
from guanjia.people.public import require_page


@require_page(reads_desk, write=files_policy)
def policy_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Every version on file, which one holds now, and a form for the next."""
    form = PolicyForm(request.POST or None)
    if request.method == "POST":

        def deed() -> None:
            given = form.cleaned_data
            who = {"site": request.site, "actor": request.user, "at": site_now(request.site)}
            file_policy(policy=form.policy(request.site), source=given["source"], text=given["text"], **who)

        if tried(form, deed):
            messages.success(request, _("The version is on file."))
            return redirect("visitors:policy", site_code)
    versions = EpidemicPolicy.objects.filter(site=request.site).select_related("filed_by")[:LINES]
    return show(request, "policy", 422 if form.errors else 200, versions=versions, form=form)
