"""The page of tokens."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guanjia.api.forms import TokenForm
from guanjia.api.models import ApiToken
from guanjia.api.scopes import Scope
from guanjia.api.tokens import TokenRefused, make_token, revoke_token
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import is_auditor, is_manager, is_staff, require_page, sites_of, users_with_role


def _seen(request: HttpRequest) -> QuerySet[ApiToken]:
    """A manager and an auditor see every token that opens this site, others their own."""
    rows = ApiToken.objects.filter(sites=request.site).select_related("user", "made_by")
    watches = is_manager(request.user, request.site) or is_auditor(request.user, request.site)
    return rows if watches else rows.filter(user=request.user)


@never_cache
@require_page(is_staff)
def tokens(request: HttpRequest, site_code: str) -> HttpResponse:
    """Who may enter by program; a new token's text is shown once, on the answer to its form."""
    site, now = request.site, site_now(request.site)
    managed = is_manager(request.user, site)
    users = users_with_role(site, at=now) if managed else [request.user]
    form = TokenForm(
        request.POST if request.method == "POST" else None,
        site=site,
        users=users,
        sites=sites_of(request.user),
        initial={"user": request.user.pk, "sites": [site.pk]},
    )
    told = ""
    if request.method == "POST" and form.is_valid():
        told = _make(request, form)
        if told:
            form = TokenForm(site=site, users=users, sites=sites_of(request.user), initial=form.initial)
    labels = {scope.value: scope.label for scope in Scope}
    rows = [
        (token, [labels.get(scope, scope) for scope in token.scopes], token.is_live(now)) for token in _seen(request)
    ]
    context = {"rows": rows, "form": form, "told": told, "can_write": not is_auditor(request.user, site)}
    return render(request, "api/tokens.html", context, status=422 if form.errors else 200)


def _make(request: HttpRequest, form: TokenForm) -> str:
    """The new token's text, or "" with the refusal in the form."""
    data = form.cleaned_data
    try:
        return make_token(
            user=data["user"],
            sites=list(data["sites"]),
            name=data["name"],
            scopes=[Scope(code) for code in data["scopes"]],
            expires_at=form.expires_at(),
            per_minute=data["per_minute"],
            actor=request.user,
            at=site_now(request.site),
        )[1]
    except TokenRefused as refused:
        form.add_error("expires_on" if refused.field == "expires_at" else refused.field, refused.message)
        return ""


@require_POST
@require_page(is_staff)
def revoke(request: HttpRequest, site_code: str, token_id: int) -> HttpResponse:
    """Shut a token."""
    token = get_object_or_404(_seen(request), pk=token_id)
    revoke_token(token=token, actor=request.user, at=site_now(request.site))
    messages.success(request, _("The token is revoked."))
    return redirect("api:tokens", site_code)
