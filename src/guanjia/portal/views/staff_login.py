"""Log-in of staff by 企业微信 or 钉钉: only accounts that were bound; somebody unknown binds with a code from the desk."""

import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import BindRefused, ChannelDown, bind, login_url_of, user_of, who_of
from guanjia.foundation.sites.public import Site, site_now
from guanjia.people.public import Membership, Roles, User, public_page
from guanjia.portal.views.resident import public_site

STATE, STRANGER = "outside_state", "outside_stranger"
MOST_TRIES = 5
WATCHED = (Roles.SITE_MANAGER, Roles.HEAD_OFFICE, Roles.AUDITOR)


class BindForm(forms.Form):
    """The code from the desk."""

    code = forms.CharField(
        label=gettext_lazy("Code from the desk"), max_length=16, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


@public_page
@never_cache
@require_safe
def leave_for(request: HttpRequest, site_code: str, provider: str) -> HttpResponse:
    """Send the browser to the service; it comes back with a code and our own `state`."""
    site, state = public_site(site_code), secrets.token_urlsafe(16)
    back = f"{settings.ORIGIN}{reverse('portal:outside_back', args=[site_code, provider])}"
    url = login_url_of(site, provider, redirect=back, state=state)
    if url is None:
        raise Http404
    request.session[STATE] = f"{provider}:{state}"
    return redirect(url)


@public_page
@never_cache
@require_safe
def come_back(request: HttpRequest, site_code: str, provider: str) -> HttpResponse:
    """The service says who it is. A forged or repeated answer is refused; a stranger binds first."""
    site = public_site(site_code)
    wanted, given = request.session.pop(STATE, ""), f"{provider}:{request.GET.get('state', '')}"
    if not wanted or not constant_time_compare(wanted, given):
        return _refusal(request, site, _("This log-in was not begun here, or was used before. Begin again."), 400)
    try:
        name = who_of(site, provider, request.GET.get("code", ""))
    except ChannelDown:
        return _refusal(
            request, site, _("The service does not answer or refused the code. Log in with your password."), 502
        )
    if not name:
        return _refusal(request, site, _("You are no member of this corporation."), 403)
    user = user_of(site, provider, name)
    if user is None:
        request.session[STRANGER] = {"provider": provider, "name": name, "tries": 0}
        return redirect("portal:outside_bind", site_code)
    return _enter(request, site, user, provider)


@public_page
@never_cache
def bind_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """A stranger enters the code that the desk made for them; five tries."""
    site, stranger = public_site(site_code), request.session.get(STRANGER)
    if not stranger or stranger["tries"] >= MOST_TRIES:
        request.session.pop(STRANGER, None)
        return _refusal(request, site, _("Begin again."), 403)
    form = BindForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "portal/home/bind.html", {"site": site, "form": form}, status=status)
    provider, name = stranger["provider"], stranger["name"]
    try:
        user = bind(site=site, provider=provider, name=name, code=form.cleaned_data["code"], at=site_now(site))
    except BindRefused:
        request.session[STRANGER] = stranger | {"tries": stranger["tries"] + 1}
        form.add_error("code", _("This code is wrong, spent or too old. The desk makes a new one."))
        return render(request, "portal/home/bind.html", {"site": site, "form": form}, status=422)
    del request.session[STRANGER]
    return _enter(request, site, user, provider)


def _enter(request: HttpRequest, site: Site, user: User, provider: str) -> HttpResponse:
    """Log in; whoever watches over the site keeps password and second factor."""
    held = Membership.objects.valid(site_now(site)).filter(user=user)
    if user.is_superuser or held.filter(role__in=WATCHED).exists() or not held.exists():
        return _refusal(request, site, _("This account logs in with its password."), 403)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    changes: dict[str, Any] = {"provider": provider}
    record(
        site=site,
        at=site_now(site),
        actor=user,
        action="handle.log_in",
        subject=("people.user", user.pk),
        changes=changes,
    )
    return redirect(settings.LOGIN_REDIRECT_URL)


def _refusal(request: HttpRequest, site: Site, reason: str, status: int) -> HttpResponse:
    return render(request, "portal/home/outside_refused.html", {"site": site, "reason": reason}, status=status)
