"""A client's link: confirm the needs, approve scheme and budget, agree to a change."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from guanjia.conference.public import (
    AnswerForm,
    ClientLink,
    Refused,
    answer_link,
    link_by_token,
    question_of,
    refuse_spent,
)
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.layouts.public import has_twin
from guanjia.people.public import public_page
from guanjia.places.public import SlotTaken


@never_cache
@public_page
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, and the answer. A forged link is 404, a used, replaced or expired one 410; each says so."""
    link = link_by_token(token)
    if link is None:
        return private(render(request, "portal/link_unknown.html", status=404))
    site = link.event.site
    now = site_now(site)
    base: dict[str, object] = {"site": site, "phone": site.settings.get("phone", ""), "token": token}
    try:
        refuse_spent(link, now)
    except Refused as refused:
        return private(render(request, "portal/link_spent.html", base | {"reason": refused.message}, status=410))
    base["twin"] = has_twin(link)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return private(_take(request, link, form, base))
    context = base | {"asked": question_of(link), "form": form}
    return private(render(request, "portal/answer.html", context, status=422 if form.errors else 200))


def _take(request: HttpRequest, link: ClientLink, form: AnswerForm, base: dict[str, object]) -> HttpResponse:
    accept, data = request.POST.get("answer") == "yes", form.cleaned_data
    now = site_now(link.event.site)
    try:
        answer_link(link=link, accept=accept, name=data["name"], comment=data["comment"], at=now)
        return render(request, "portal/answer_done.html", base | {"accepted": accept, "event": link.event})
    except SecretRefused as secret:
        form = AnswerForm(initial={"name": data["name"]})
        base |= {"refusal": str(secret)}
    except SlotTaken:
        base |= {"refusal": None, "lost": True}
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    context = base | {"asked": question_of(link), "form": form}
    return render(request, "portal/answer.html", context, status=422)


def private(response: HttpResponse) -> HttpResponse:
    """The address holds the token and must not travel to another host. `no-referrer` would blank the Origin of the form."""
    response["Referrer-Policy"] = "same-origin"
    return response
