"""Tokens are made, recognised and revoked."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.api.models import ApiToken
from guanjia.api.scopes import Scope
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Roles, User, has_role, is_manager, roles_of

TOKEN = "api.token"
PREFIX = "gj_"
SHOWN = 10
LONGEST = timedelta(days=3 * 366)
ABOVE_THE_SITE = frozenset({Roles.HEAD_OFFICE, Roles.AUDITOR})


class TokenRefused(Exception):
    """The token is not made; `field` names what is wrong, `message` says the rule in the reader's language."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


def hash_of(text: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def make_token(
    *,
    user: User,
    sites: Collection[Site],
    name: str,
    scopes: Collection[Scope],
    expires_at: datetime | None,
    actor: User,
    at: datetime,
    per_minute: int = 600,
) -> tuple[ApiToken, str]:
    """A token and its text, which is told this once. Raises TokenRefused.

    Everybody makes their own; whoever manages all its sites makes one for somebody else, but not for people above the
    site unless they are of head office, and never one that signs evidence in another's name.
    """
    _check(user, sites, scopes, expires_at, actor, at)
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name.strip(),
        prefix=text[:SHOWN],
        token_hash=hash_of(text),
        scopes=sorted(scopes),
        per_minute=per_minute,
        made_by=actor,
        made_at=at,
        expires_at=expires_at,
    )
    token.sites.set(sites)
    for site in sites:
        record(
            site=site,
            at=at,
            actor=actor,
            action="token.make",
            subject=(TOKEN, token.pk),
            to_state="live",
            changes={"user": user.pk, "scopes": token.scopes, "prefix": token.prefix},
        )
    return token, text


def _check(
    user: User,
    sites: Collection[Site],
    scopes: Collection[Scope],
    expires_at: datetime | None,
    actor: User,
    at: datetime,
) -> None:
    if not scopes:
        raise TokenRefused("scopes", _("Choose at least one thing that the token may do."))
    if not sites or not all(has_role(user, site) for site in sites):
        raise TokenRefused("user", _("This person has no role there."))
    if expires_at is not None and not at < expires_at <= at + LONGEST:
        raise TokenRefused("expires_at", _("A token ends after today and within three years."))
    if user.pk == actor.pk:
        return
    if Scope.DUTIES_EVIDENCE in scopes:
        raise TokenRefused("scopes", _("Everybody signs for themselves: a token for evidence is made by its own user."))
    for site in sites:
        above = user.is_superuser or bool(roles_of(user, site) & ABOVE_THE_SITE)
        if not is_manager(actor, site) or (above and not has_role(actor, site, Roles.HEAD_OFFICE)):
            raise TokenRefused("user", _("You cannot make a token for this person."))


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: Any, at: datetime) -> None:
    """The token opens nothing any more. A second call changes nothing."""
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        return
    for site in token.sites.all():
        record(
            site=site,
            at=at,
            actor=actor,
            action="token.revoke",
            subject=(TOKEN, token.pk),
            from_state="live",
            to_state="revoked",
        )


def token_of(text: str, *, at: datetime) -> ApiToken | None:
    """The live token of this text, with its user; None for any other. Notes its use once a minute."""
    token = ApiToken.objects.select_related("user").filter(token_hash=hash_of(text)).first()
    if token is None or not token.is_live(at):
        return None
    if token.last_used_at is None or at - token.last_used_at >= timedelta(minutes=1):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token
