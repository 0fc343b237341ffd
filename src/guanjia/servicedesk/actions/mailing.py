"""An e-mail becomes a request, or words beside one (REPR-001)."""

import hashlib
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.files.public import FileRefused, StoredFile, Watermark, hold, store
from guanjia.foundation.messages.public import notify, write_out
from guanjia.foundation.persons.public import Person, find_by, make_person, mask
from guanjia.foundation.secrecy.public import SecretRefused, refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import Occupancy
from guanjia.posts.public import on_post
from guanjia.servicedesk.actions.logging import Ask, log_request
from guanjia.servicedesk.actions.progress import note_deed, tell_owner
from guanjia.servicedesk.models import IncomingMail, RequestNote, ServiceRequest
from guanjia.servicedesk.rules.mail import Mail
from guanjia.servicedesk.rules.requests import Channel, MailOutcome
from guanjia.servicedesk.subjects import REQUEST

MOST_AN_HOUR = 10
M = MailOutcome


def take_mail(*, site: Site, mail: Mail, at: datetime) -> IncomingMail:
    """Take one e-mail: a new request with its photos, answered with its number; or words put with the request that it
    answers, when its sender is whom that request is for. Nobody's word closes by e-mail: a sender is easily forged.

    The same mail again, also at the same moment, gives the known row. A machine's mail is noted and never answered; the
    eleventh of an address within the hour neither. Marked text leaves nothing behind but that it came (FIELD 1).
    """
    key = mail.message_id or "sha:" + hashlib.sha256(f"{mail.sender}|{mail.subject}|{mail.text}".encode()).hexdigest()
    known = IncomingMail.objects.filter(site=site, message_id=key).first()
    if known is not None:
        return known
    seen = {"sender": str(mask("email", mail.sender))[:80] if mail.sender else "", "at": at}
    if (outcome := _left_alone(site, mail, at)) is not None:
        reason = mail.machine if outcome is M.MACHINE else ""
        return _note(site, key, outcome, seen | {"reason": reason})
    try:
        refuse_marked({"title": mail.subject, "description": mail.text}, site=site)
        files, refusals = _pictures(site, mail, at)
    except SecretRefused as refused:
        words = {"words": str(refused)}
        write_out(site=site, address=mail.sender, template="servicedesk.mail_refused", context=words)
        return _note(site, key, M.MARKED, seen)
    with transaction.atomic():
        row, new = IncomingMail.objects.get_or_create(
            site=site, message_id=key, defaults=seen | {"outcome": M.TAKEN, "reason": " ".join(refusals)[:300]}
        )
        return _keep(row, mail, files, refusals, at) if new else row


def _left_alone(site: Site, mail: Mail, at: datetime) -> MailOutcome | None:
    if mail.machine:
        return M.MACHINE
    people = find_by(site, "email", mail.sender)
    recent = IncomingMail.objects.filter(site=site, at__gt=at - timedelta(hours=1), request__person__in=people)
    if len(people) > 0 and recent.count() >= MOST_AN_HOUR:
        return M.TOO_MANY
    return None if mail.title or mail.pictures else M.EMPTY


def _note(site: Site, key: str, outcome: MailOutcome, seen: dict[str, Any]) -> IncomingMail:
    return IncomingMail.objects.get_or_create(site=site, message_id=key, defaults=seen | {"outcome": outcome})[0]


def _keep(row: IncomingMail, mail: Mail, files: list[int], refusals: list[str], at: datetime) -> IncomingMail:
    person = sender_of(row.site, mail, at)
    known = answered_by(row.site, mail, person)
    if known is not None:
        _add(known, mail, files, at)
        row.outcome, row.request = M.ADDED, known
    else:
        row.request = _log(row.site, mail, person, files, refusals, at)
    row.save(update_fields=["outcome", "request"])
    return row


def sender_of(site: Site, mail: Mail, at: datetime) -> Person:
    """Whose address it is: of several with it the one of this name; otherwise a contact of their own, never a guess."""
    known = find_by(site, "email", mail.sender)
    fitting = [each for each in known if each.name == mail.name] if len(known) > 1 else known
    if len(fitting) == 1:
        return fitting[0]
    name = mail.name or mail.sender.partition("@")[0]
    return make_person(site=site, name=name, actor=None, at=at, link="contact", private={"email": mail.sender})


def answered_by(site: Site, mail: Mail, person: Person) -> ServiceRequest | None:
    """The request that the mail speaks of, by its number or by the mail it answers; None unless it is the sender's own."""
    rows = ServiceRequest.objects.select_related("site", "person", "unit", "place", "handler").filter(site=site)
    found = rows.filter(number=mail.number).first() if mail.number else None
    if found is None and mail.answers:
        earlier = IncomingMail.objects.filter(site=site, message_id__in=mail.answers, request__isnull=False)
        found = rows.filter(pk__in=earlier.values("request")).order_by("-pk").first()
    return found if found is not None and person.pk in (found.person_id, found.reporter_id) else None


def _log(site: Site, mail: Mail, person: Person, files: list[int], refusals: list[str], at: datetime) -> ServiceRequest:
    homes = list(Occupancy.objects.current(local(site, at).date()).filter(site=site, person=person).values_list("unit"))
    ask = Ask(
        title=mail.title or _("Photo by e-mail"), description=mail.text, channel=Channel.EMAIL, person_id=person.pk,
        unit_id=homes[0][0] if len(set(homes)) == 1 else None, file_ids=files,
    )  # fmt: skip
    row = log_request(site=site, ask=ask, actor=None, at=at)
    if refusals:
        words = "\n".join(refusals)
        RequestNote.objects.create(request=row, kind=RequestNote.Kind.INSIDE, text=words, at=at)
        tell_owner(row, "tell", at, words)
    return row


def _add(request: ServiceRequest, mail: Mail, files: list[int], at: datetime) -> None:
    RequestNote.objects.create(
        request=request, kind=RequestNote.Kind.WRITTEN, text=mail.text or mail.title, at=at, message_id=mail.message_id
    )
    for file in StoredFile.objects.filter(site=request.site, pk__in=files):
        hold(file, (REQUEST, request.pk))
    note_deed(request, "mail", None, at)
    tell_owner(request, "mail", at)
    notify(
        site=request.site, users=[request.handler] if request.handler else on_post(request.site, "frontdesk", at),
        template="servicedesk.mailed", context={"number": request.number, "title": request.title},
        link=reverse("servicedesk:request", args=[request.site.code, request.number]), at=at,
    )  # fmt: skip


def _pictures(site: Site, mail: Mail, at: datetime) -> tuple[list[int], list[str]]:
    """Ids of the pictures that are pictures; of each other one the reason, with its name."""
    mark = Watermark(site.name, "", f"{local(site, at):%Y-%m-%d %H:%M}", "")
    kept, refusals = [], []
    for each in mail.pictures:
        try:
            file = store(site=site, upload=each.content, name=each.name, actor=None, at=at, watermark=mark)
        except FileRefused as refused:
            refusals.append(f"{each.name}: {refused}")
        else:
            kept.append(file.pk)
    return kept, refusals


def own_addresses() -> frozenset[str]:
    """What the house itself writes from, in small letters."""
    return frozenset({parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()} - {""})
