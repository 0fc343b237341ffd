"""The papers of the crew: who is cleared, who lacks what. Only for those who look at such papers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now
from guanjia.people.public import require_page, users_with_role
from guanjia.protected.actions.staff import file_paper
from guanjia.protected.forms import StaffPaperForm
from guanjia.protected.permissions import clears_staff
from guanjia.protected.queries.clearance import lacking_of
from guanjia.protected.rules.clearance import NEEDED, PaperKind
from guanjia.protected.rules.refusals import ProtectedRefused


@require_page(clears_staff)
def clearances(request: HttpRequest, site_code: str) -> HttpResponse:
    """Everybody who works here with what they lack; write down a paper that was seen."""
    at = site_now(request.site)
    form = StaffPaperForm(request.POST or None, site=request.site, at=at, initial={"user": request.GET.get("user")})
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            file_paper(
                site=request.site, user=given["user"], kind=PaperKind(given["kind"]), on=given["on"],
                number=given["number"], actor=request.user, at=at,
            )  # fmt: skip
            return redirect("protected:clearances", site_code)
        except ProtectedRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        except SecretRefused as secret:
            messages.error(request, str(secret))
            return redirect("protected:clearances", site_code)
    crew = users_with_role(request.site, at=at)
    lacks = lacking_of(request.site, [user.pk for user in crew], local(request.site, at).date())
    rows = [(user, lacks[user.pk]) for user in crew]
    context = {
        "form": form,
        "rows": rows,
        "needed": len(NEEDED),
        "cleared": sum(not missing for _user, missing in rows),
    }
    return render(request, "protected/clearances.html", context, status=422 if form.errors else 200)
