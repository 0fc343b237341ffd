"""Interpreting: what an event needs, who interprets when, receivers lent and counted back, glossaries (LANG)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Block, Event
from guanjia.custody.public import (
    Item,
    ItemKind,
    Thing,
    give_back,
    items_about,
    take_back_broken,
    take_item,
)
from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import make_person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, setting
from guanjia.foundation.subjects.public import changed
from guanjia.reception.actions.running import engage
from guanjia.reception.models import Engagement, Interpreter, LanguageNeed, StaffLanguage, Term
from guanjia.reception.queries.site_settings import SPARE
from guanjia.reception.rules.kinds import NEED
from guanjia.reception.rules.languages import Language, Mode, Skill, receivers_needed
from guanjia.reception.rules.refusals import ReceptionRefused


@transaction.atomic
def need_language(
    *, event: Event, language: Language, mode: Mode, starts_at: datetime, ends_at: datetime, listeners: int, actor: Any,
    at: datetime,
) -> LanguageNeed:  # fmt: skip
    """An event is interpreted into a language. Raises ReceptionRefused: a controlled meeting, times, the same language twice."""
    if event.secrecy == "controlled":
        raise ReceptionRefused("", _("Interpreters of a controlled meeting are the organiser's."))
    if ends_at <= starts_at:
        raise ReceptionRefused("ends_at", _("The end comes after the beginning."))
    if (language is Language.SIGN) != (mode is Mode.SIGNED):
        raise ReceptionRefused("mode", _("Sign language is signed; nothing else is."))
    try:
        with transaction.atomic():
            made = LanguageNeed.objects.create(
                site=event.site, event=event, language=language, mode=mode, starts_at=starts_at, ends_at=ends_at,
                listeners=listeners,
            )  # fmt: skip
    except IntegrityError as twice:
        raise ReceptionRefused("language", _("This language is on the list for that time.")) from twice
    _note(made, "need.add", actor, at)
    return made


@transaction.atomic
def drop_need(*, need: LanguageNeed, actor: Any, at: datetime) -> None:
    """Not interpreted after all: the interpreters are free. Raises ReceptionRefused while receivers are out."""
    if receivers_out(need):
        raise ReceptionRefused("", _("Receivers are still out: count them back first."))
    if LanguageNeed.objects.filter(pk=need.pk, dropped_at=None).update(dropped_at=at, rev=need.rev + 1):
        need.engagements.filter(released_at=None).update(released_at=at)
        _note(need, "need.drop", actor, at)


@transaction.atomic
def add_interpreter(
    *, site: Site, name: str, phone: str, languages: Sequence[Language], certificate: str, actor: Any, at: datetime
) -> Interpreter:
    """Put an interpreter on file. Raises ReceptionRefused without a language or without the certificate that was seen."""
    if not languages:
        raise ReceptionRefused("languages", _("Name at least one language."))
    if not certificate.strip():
        raise ReceptionRefused("certificate", _("Write down which certificate you have seen."))
    refuse_marked({"certificate": certificate}, site=site)
    private = {"phone": phone} if phone.strip() else {}
    person = make_person(site=site, name=name, private=private, link="interpreter", actor=actor, at=at)
    codes = [each.value for each in languages]
    return Interpreter.objects.create(site=site, person=person, languages=codes, certificate=certificate.strip()[:120])


@transaction.atomic
def assign_interpreter(*, need: LanguageNeed, interpreter: Interpreter, actor: Any, at: datetime) -> Engagement:
    """Somebody interprets a need for its time. Raises ReceptionRefused: not the language, retired, or taken then (the database)."""
    if need.language not in interpreter.languages or interpreter.retired_at is not None:
        raise ReceptionRefused("interpreter", _("This interpreter does not have the language."))
    row = Engagement(
        site=need.site, key=f"interpreter:{interpreter.pk}", interpreter=interpreter, need=need,
        starts_at=need.starts_at, ends_at=need.ends_at,
    )  # fmt: skip
    made = engage(row, "interpreter")
    _note(need, "interpreter.assign", actor, at)
    return made


@transaction.atomic
def release_interpreter(*, engagement: Engagement, actor: Any, at: datetime) -> None:
    """The interpreter is free again. A second call does nothing."""
    if Engagement.objects.filter(pk=engagement.pk, released_at=None).update(released_at=at) and engagement.need:
        _note(engagement.need, "interpreter.release", actor, at)


@transaction.atomic
def lend_receivers(*, need: LanguageNeed, count: int, holder: str, actor: Any, at: datetime) -> Item:
    """Hand receivers out on one signature; they count against the meeting's close until they are back.

    Raises ReceptionRefused for more than listeners and spares ask for, CustodyRefused without a holder.
    """
    most = receivers_needed(need.listeners, setting(need.site, SPARE)) - receivers_out(need)
    if not 1 <= count <= most:
        raise ReceptionRefused("count", _("Between 1 and %(most)d receivers can go out.") % {"most": most})
    block = Block.objects.filter(event=need.event).order_by("starts_at").first()
    subject = ("conference.block", block.pk) if block is not None else (NEED, need.pk)
    thing = Thing(
        name=f"{_('Receivers')} {_(need.tongue.label)}", count=count, holder=holder, subject=subject, due_at=need.ends_at,
        shelf=f"need:{need.pk}"[:20],
    )  # fmt: skip
    return take_item(site=need.site, kind=ItemKind.EQUIPMENT_RETURN, thing=thing, keeper=actor, actor=actor, at=at)


@transaction.atomic
def take_receivers_back(*, item: Item, count: int, signature: str, actor: Any, at: datetime) -> Item:
    """Receivers come back counted. Fewer than went out: they stay open in custody with how many are missing (damage, cost)."""
    if not 0 <= count <= item.count:
        raise ReceptionRefused("count", _("%(out)d went out.") % {"out": item.count})
    if count == item.count:
        return give_back(item=item, signature=signature, actor=actor, at=at)
    missing = _("%(missing)d of %(out)d missing") % {"missing": item.count - count, "out": item.count}
    return take_back_broken(item=item, signature=signature, condition=missing, actor=actor, at=at)


def receivers_of(need: LanguageNeed) -> list[Item]:
    """The loans of receivers of a need, oldest first."""
    blocks = list(Block.objects.filter(event=need.event_id).values_list("pk", flat=True))
    rows = items_about("conference.block", blocks) | items_about(NEED, [need.pk])
    return list(rows.filter(shelf=f"need:{need.pk}"))


def receivers_out(need: LanguageNeed) -> int:
    """How many receivers of the need are out now."""
    return sum(item.count for item in receivers_of(need) if item.is_open)


@transaction.atomic
def keep_terms(*, event: Event, language: Language, text: str, actor: Any, at: datetime) -> int:
    """Glossary of an event, pasted: a line each, the two words with = or a tab between them; the count kept.

    Raises ReceptionRefused naming the line that has no second word. A word given again is replaced.
    """
    if event.secrecy == "controlled":
        raise ReceptionRefused("", _("Interpreters of a controlled meeting are the organiser's."))
    refuse_marked({"text": text}, site=event.site)
    pairs = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        source, _sep, target = line.replace("\t", "=").replace("＝", "=").partition("=")
        if not source.strip() or not target.strip():
            raise ReceptionRefused("text", _("Line %(n)d: write both words with = between them.") % {"n": number})
        pairs.append((source.strip()[:120], target.strip()[:160]))
    for source, target in pairs:
        Term.objects.update_or_create(event=event, language=language, source=source, defaults={"target": target})
    record(
        site=event.site, at=at, actor=actor, action="glossary", subject=("conference.event", event.pk),
        changes={"count": len(pairs), "language": language.value},
    )  # fmt: skip
    return len(pairs)


def set_skill(*, site: Site, user: Any, language: Language, skill: Skill | None, actor: Any, at: datetime) -> None:
    """What one of us speaks and how well (LANG-001); None takes it back."""
    if skill is None:
        StaffLanguage.objects.filter(site=site, user=user, language=language).delete()
    else:
        StaffLanguage.objects.update_or_create(site=site, user=user, language=language, defaults={"skill": skill})


def _note(need: LanguageNeed, action: str, actor: Any, at: datetime) -> None:
    record(site=need.site, at=at, actor=actor, action=action, subject=(NEED, need.pk))
    changed(NEED, [need.pk], site=need.site, at=at)
