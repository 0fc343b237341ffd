"""Fraud warnings are written, published, posted by somebody, taken down; and whom we ring outside."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import make_person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import begin, changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.safety.actions.refusals import SafetyRefused
from guanjia.safety.actions.watching import SITE
from guanjia.safety.events import WarningPublished
from guanjia.safety.models import FraudWarning, Liaison, Posting
from guanjia.safety.rules.concerns import Sign
from guanjia.safety.rules.warnings import WARNING_MOVES, WARNING_VERBS, Channel, LiaisonKind, WarningState

WARNING = "safety.warning"


@transaction.atomic
def write_warning(
    *, site: Site, title: str, text: str, sign: Sign | None, for_elderly: bool, actor: Any, at: datetime
) -> FraudWarning:
    """Draft a warning. Raises SafetyRefused without title or text, SecretRefused for marked text."""
    if not title.strip() or not text.strip():
        raise SafetyRefused("text", _("A warning has a title and a text."))
    refuse_marked({"title": title, "text": text}, site=site)
    warning = FraudWarning.objects.create(
        site=site, title=title.strip()[:80], text=text.strip(), sign=sign or "", for_elderly=for_elderly, made_at=at
    )
    record(site=site, at=at, actor=actor, action="write", subject=(WARNING, warning.pk), to_state=warning.state)
    changed(WARNING, [warning.pk], site=site, at=at)
    begin(SITE, site.pk, site=site, at=at)
    return warning


@transaction.atomic
def move_warning(*, warning: FraudWarning, to: WarningState, actor: Any, at: datetime) -> FraudWarning:
    """Publish or take down; publishing also meets the site's duty to warn regularly (SAFE-007: 定期)."""
    old = warning.stage
    check_move(WARNING_MOVES, old, to)
    fields: dict[str, Any] = {"published_at": at} if to is WarningState.PUBLISHED else {}
    rows = FraudWarning.objects.filter(pk=warning.pk, state=old, rev=warning.rev)
    if not rows.update(state=to, rev=warning.rev + 1, **fields):
        raise MoveRefused(old, to)
    warning.refresh_from_db()
    event = WarningPublished(warning.pk, warning.for_elderly) if to is WarningState.PUBLISHED else None
    record(
        site=warning.site,
        at=at,
        actor=actor,
        action=WARNING_VERBS[to],
        subject=(WARNING, warning.pk),
        from_state=old,
        to_state=to,
        event=event,
    )
    changed(WARNING, [warning.pk], site=warning.site, at=at)
    if to is WarningState.PUBLISHED:
        record(site=warning.site, at=at, actor=actor, action="warn", subject=(SITE, warning.site_id))
        changed(SITE, [warning.site_id], site=warning.site, at=at)
    return warning


@transaction.atomic
def tick_posting(*, warning: FraudWarning, channel: Channel, where: str, actor: Any, at: datetime) -> Posting:
    """Somebody says where they posted it; the same place twice is the first tick. Raises SafetyRefused for a draft."""
    if warning.stage is not WarningState.PUBLISHED:
        raise SafetyRefused("state", _("Publish it first."))
    refuse_marked({"where": where}, site=warning.site)
    posting, made = Posting.objects.get_or_create(
        warning=warning, channel=channel, where=where.strip()[:80], defaults={"by": actor, "at": at}
    )
    if made:
        posted = {"channel": channel.value}
        record(site=warning.site, at=at, actor=actor, action="post", subject=(WARNING, warning.pk), changes=posted)
        FraudWarning.objects.filter(pk=warning.pk).update(rev=warning.rev + 1)
        changed(WARNING, [warning.pk], site=warning.site, at=at)
    return posting


@transaction.atomic
def add_liaison(
    *, site: Site, kind: LiaisonKind, name: str, phone: str, organisation: str, actor: Any, at: datetime
) -> Liaison:
    """Keep somebody outside whom the site rings; the telephone is encrypted with the person. Raises BadValue."""
    private = {"phone": phone} if phone.strip() else {}
    person = make_person(
        site=site, name=name, private=private, affiliation=organisation, link="liaison", actor=actor, at=at
    )
    liaison = Liaison.objects.create(
        site=site, kind=kind, person=person, organisation=organisation.strip()[:120], since=at
    )
    record(site=site, at=at, actor=actor, action="add_liaison", subject=(SITE, site.pk), changes={"kind": kind.value})
    return liaison


@transaction.atomic
def end_liaison(*, liaison: Liaison, actor: Any, at: datetime) -> None:
    """They changed; the line stays as history. A second call changes nothing."""
    if Liaison.objects.filter(pk=liaison.pk, ended_at=None).update(ended_at=at):
        ended = {"kind": liaison.kind}
        record(
            site=liaison.site, at=at, actor=actor, action="end_liaison", subject=(SITE, liaison.site_id), changes=ended
        )
