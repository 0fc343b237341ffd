"""A resident answers what we ask: the yearly survey, a survey about a meeting. The answer is kept without a name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.portal.views.resident import resident_page
from guanjia.surveys.public import (
    StudyForm,
    StudyRefused,
    fill_study,
    invitations_waiting,
    studies_waiting,
    way_in,
)


@resident_page
@require_safe
def waiting(request: HttpRequest, site_code: str) -> HttpResponse:
    """What I have not answered yet."""
    site, person, at = request.site, request.residence.person, site_now(request.site)
    context = {
        "residence": request.residence,
        "studies": studies_waiting(site, person, at),
        "meetings": invitations_waiting(site, person, at),
    }
    return render(request, "portal/home/surveys.html", context)


@resident_page
def fill(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One survey, once a person. What is no longer asked, or was answered, leads back to the list and says so."""
    site, person, at = request.site, request.residence.person, site_now(request.site)
    study = next((row for row in studies_waiting(site, person, at) if row.pk == pk), None)
    if study is None:
        messages.info(request, _("This survey is closed or you have answered it. Thank you."))
        return redirect("portal:surveys", site_code)
    form = StudyForm(request.POST or None, questions=list(study.questions.all()))
    if request.method == "POST" and form.is_valid():
        try:
            invitation = way_in(study=study, person=person)
            key, given = form.cleaned_data["form_key"], form.answers
            fill_study(study=study, form_key=key, given=given, invitation=invitation, at=at)
        except (StudyRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. We read every answer."))
            return redirect("portal:surveys", site_code)
    context = {"residence": request.residence, "study": study, "form": form}
    return render(request, "portal/home/survey.html", context, status=422 if form.errors else 200)
