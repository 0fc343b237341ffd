"""Binds an account to the name that 企业微信 or 钉钉 knows it by, with a code that the desk gave to the person."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.locking import lock, unlock
from guanjia.foundation.messages.models import BindCode, Handle
from guanjia.foundation.sites.public import Site

VALID = timedelta(minutes=30)
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
SIZE = 8


class BindRefused(Exception):
    """The code is unknown, spent or too old, or the name belongs to another account."""


def secret_digest(*parts: object) -> str:
    """A keyed digest of the parts: finds without being readable. 64 hexadecimal digits."""
    text = "\x1f".join(str(part) for part in parts)
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def make_bind_code(*, site: Site, user: Any, actor: Any, at: datetime) -> str:
    """A code of eight letters by which `user` binds an outside account within half an hour; older ones end."""
    BindCode.objects.filter(site=site, user=user, used_at=None).update(used_at=at)
    code = "".join(secrets.choice(ALPHABET) for _ in range(SIZE))
    BindCode.objects.create(
        site=site, user=user, code_hash=secret_digest("bind", site.pk, code), made_at=at, until=at + VALID
    )
    record(site=site, at=at, actor=actor, action="handle.code", subject=("people.user", user.pk))
    return code


def bind(*, site: Site, provider: str, name: str, code: str, at: datetime) -> Any:
    """Bind the outside account `name` to whom the code was given; returns the user. Raises BindRefused; a code works once."""
    wanted = BindCode.objects.filter(site=site, code_hash=secret_digest("bind", site.pk, code.strip().upper()))
    try:
        with transaction.atomic():
            if not name or not wanted.filter(used_at=None, until__gt=at).update(used_at=at):
                raise BindRefused
            user = wanted.get().user
            Handle.objects.filter(site=site, provider=provider, user=user).delete()
            digest = secret_digest("handle", provider, name)
            handle = Handle(site=site, user=user, provider=provider, digest=digest, locked_name=lock(name), bound_at=at)
            handle.save(force_insert=True)
            changes = {"provider": provider}
            record(
                site=site, at=at, actor=user, action="handle.bind", subject=("people.user", user.pk), changes=changes
            )
    except IntegrityError as error:
        raise BindRefused from error
    return user


def user_of(site: Site, provider: str, name: str) -> Any | None:
    """The account bound to this outside name, or None: nobody is let in by a guess."""
    if not name:
        return None
    rows = Handle.objects.filter(site=site, provider=provider, digest=secret_digest("handle", provider, name))
    found = rows.select_related("user").first()
    return found.user if found and found.user.is_active else None


def name_of(site: Site, provider: str, user: Any) -> str:
    """The outside name of the account; empty without."""
    found = Handle.objects.filter(site=site, provider=provider, user=user).first()
    return unlock(found.locked_name) if found else ""
