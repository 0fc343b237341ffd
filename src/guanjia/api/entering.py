"""Who enters: the token, how often, which site, which scope."""

from typing import Any

import rules
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from guanjia.api.errors import Failed
from guanjia.api.models import ApiToken
from guanjia.api.scopes import WRITES, Scope
from guanjia.api.tokens import token_of
from guanjia.foundation.sites.public import Site
from guanjia.kernel import clock
from guanjia.people.permissions.holding import find_site, load_grants
from guanjia.people.public import is_auditor, is_staff


class TokenBearer(HttpBearer):
    """`Authorization: Bearer gj_...`; no cookie counts. `request.auth` is the ApiToken."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The token if it is live; too many requests in this minute raise Failed 429."""
        now = clock.now()
        found = token_of(token, at=now)
        if found is None:
            return None
        translation.activate(found.user.language)
        _count(found, int(now.timestamp()))
        found.user.grants = load_grants(found.user)  # type: ignore[attr-defined]
        return found


def _count(token: ApiToken, second: int) -> None:
    """Each process counts for itself unless REDIS_URL gives them a shared cache."""
    key = f"api:{token.pk}:{second // 60}"
    if cache.add(key, 1, 120):
        return
    try:
        used = cache.incr(key)
    except ValueError:  # the minute ended between the two calls
        return
    if used > token.per_minute:
        raise Failed(429, "too_many", _("Too many requests: try again in the next minute."), wait=60 - second % 60)


def enter(request: Any, code: str, scope: Scope, rule: rules.Predicate = is_staff) -> Site:
    """The site, if token, scope and role open it.

    Failed 403 without the scope or the role; 404 for a site that is not the token's or not its user's. An auditor reads
    everything and writes nothing.
    """
    token: ApiToken = request.auth
    if scope not in token.scopes:
        raise Failed(403, "scope", _("This token may not do that."), rule=scope.value)
    site = find_site(token.user, code)
    if site is None or not token.sites.filter(pk=site.pk).exists():
        raise Failed(404, "not_found", _("There is no such site."), field="site")
    audits = is_auditor(token.user, site)
    if (audits and scope in WRITES) or (not audits and not rule(token.user, site)):
        raise Failed(403, "role", _("Your role does not allow this."))
    return site
