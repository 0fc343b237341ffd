"""Log-in on the portal: phone, code, and where several share a phone, which of them."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guanjia.foundation.persons.public import Person, seen_by
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.people.public import public_page
from guanjia.portal.actions.accounts import KEPT, StaffAccount, account_of, begin_device, end_device
from guanjia.portal.actions.codes import CodeRefused, TooManyCodes, answer_code, ask_code
from guanjia.portal.forms.login import CodeForm, PhoneForm, WhoForm
from guanjia.portal.rules.codes import veiled
from guanjia.portal.views.resident import DEVICE, public_site

CODE, CHOICE, NEXT = "portal_code", "portal_choice", "portal_next"
CHOOSE_WITHIN = timedelta(minutes=10)


@public_page
@never_cache
def phone(request: HttpRequest, site_code: str) -> HttpResponse:
    """Ask for a code. The answer is the same whether or not anybody has the phone."""
    site = public_site(site_code)
    if request.GET.get("next"):
        request.session[NEXT] = _inside(request, request.GET["next"], site)
    form = PhoneForm(request.POST or None)
    if request.method != "POST":
        return _page(request, site, form)
    if not form.is_valid():
        return _page(request, site, form, 422)
    at, sender = site_now(site), request.META.get("REMOTE_ADDR", "")
    try:
        code = ask_code(site=site, phone=form.cleaned_data["phone"], sender=sender, at=at)
    except TooManyCodes as many:
        until = f"{local(site, many.wait.until):%H:%M:%S}"
        form.add_error(
            None, _("A code was sent shortly before. The next can be asked for at %(until)s.") % {"until": until}
        )
        return _page(request, site, form, 429)
    request.session[CODE] = code.pk
    return redirect("portal:login_code", site_code)


@public_page
@never_cache
def code(request: HttpRequest, site_code: str) -> HttpResponse:
    """Answer with the code: five tries, five minutes, once, in the browser that asked."""
    site = public_site(site_code)
    form = CodeForm(request.POST or None)
    if request.session.get(CODE) is None:
        return redirect("portal:login", site_code)
    if request.method != "POST" or not form.is_valid():
        return _page(request, site, form, 422 if request.method == "POST" else 200, "portal/home/login_code.html")
    at = site_now(site)
    try:
        typed = form.cleaned_data["code"]
        people = answer_code(site=site, code_id=request.session[CODE], typed=typed, at=at)
    except CodeRefused:
        form.add_error("code", _("This code is wrong or no longer counts. After five wrong ones ask for another."))
        return _page(request, site, form, 422, "portal/home/login_code.html")
    del request.session[CODE]
    if len(people) == 1:
        return _enter(request, site, people[0])
    request.session[CHOICE] = {"people": [person.pk for person in people], "until": (at + CHOOSE_WITHIN).isoformat()}
    return redirect("portal:login_who", site_code)


@public_page
@never_cache
def who(request: HttpRequest, site_code: str) -> HttpResponse:
    """Several share the phone: say which one you are. Names are veiled; only those people can be chosen."""
    site = public_site(site_code)
    choice = request.session.get(CHOICE) or {}
    if not choice or choice["until"] < site_now(site).isoformat():
        request.session.pop(CHOICE, None)
        return redirect("portal:login", site_code)
    people = {person.pk: person for person in seen_by(site).filter(pk__in=choice["people"])}
    form = WhoForm([(pk, veiled(person.name)) for pk, person in people.items()], request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, site, form, 422 if request.method == "POST" else 200, "portal/home/login_who.html")
    del request.session[CHOICE]
    return _enter(request, site, people[form.cleaned_data["person"]])


@public_page
@require_POST
def leave(request: HttpRequest, site_code: str) -> HttpResponse:
    """Sign out here; what the browser kept goes too."""
    site = public_site(site_code)
    if request.user.is_authenticated and request.session.get(DEVICE):
        end_device(site=site, user=request.user, token=request.session[DEVICE], at=site_now(site))
    logout(request)
    answer = redirect("portal:login", site_code)
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _enter(request: HttpRequest, site: Site, person: Person) -> HttpResponse:
    """Log in. Somebody who works here is sent to the log-in with a password."""
    at, goal = site_now(site), request.session.pop(NEXT, "")
    try:
        user = account_of(site=site, person=person, at=at)
    except StaffAccount:
        return _page(request, site, None, 403, "portal/home/login_staff.html")
    agent = request.headers.get("User-Agent", "")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[DEVICE] = begin_device(site=site, user=user, agent=agent, at=at)
    request.session.set_expiry(int(KEPT.total_seconds()))
    return redirect(goal or reverse("portal:home", args=[site.code]))


def _inside(request: HttpRequest, url: str, site: Site) -> str:
    """The address if it lies on this site's portal, else nothing."""
    mine = url.startswith(reverse("portal:home", args=[site.code]))
    return url if mine and url_has_allowed_host_and_scheme(url, {request.get_host()}) else ""


def _page(
    request: HttpRequest, site: Site, form: Any, status: int = 200, template: str = "portal/home/login.html"
) -> HttpResponse:
    context = {"site": site, "form": form, "phone": site.settings.get("phone", "")}
    return render(request, template, context, status=status)
