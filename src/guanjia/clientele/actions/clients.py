"""Clients and what they tell us they like; a contact's habits are locked under their key (class P3)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.clientele.models import Preference, Visit
from guanjia.clientele.queries.clients import HELD, PURPOSE
from guanjia.clientele.rules.memory import TOPICS
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.conference.public import Event, Secrecy, file_under
from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import Person, give_consent, make_person, seal_text, withdraw_consent
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import Contact, Organisation

CLIENT, VISIT = "people.organisation", "clientele.visit"
CONSENT_VERSION = "2026-11"
CONSENT = N_(
    "I agree that the house keeps what I told it about my habits (tea, seat, language and the like) to prepare my next meetings. "
    "Only those who prepare them see it. It is locked, and I may take it back at any time; then it is erased."
)
TOLD_TOPICS = (*TOPICS, "tea", "cards", "other")


@transaction.atomic
def adopt_client(*, event: Event, actor: Any, at: datetime) -> Organisation:
    """Make the one who asked a client of the site, with its contact, and file the event under it; a known name is that client.

    Raises ClienteleRefused for a controlled event and where no organisation was named.
    """
    if event.secrecy == Secrecy.CONTROLLED:
        raise ClienteleRefused("", _("Of a controlled meeting nothing is kept here."))
    if event.organisation is not None:
        return event.organisation
    intake = getattr(event, "intake", None)
    name = (intake.applicant if intake else "").strip()
    if not name:
        raise ClienteleRefused("", _("The enquiry names no organisation."))
    kind = intake.segment if intake and intake.segment in Organisation.Kind.values else Organisation.Kind.ENTERPRISE
    client, _made = Organisation.objects.get_or_create(
        company=event.site.company, name=name[:160], defaults={"kind": kind}
    )
    client.sites.add(event.site)
    _contact(client, event, actor, at)
    file_under(event=event, organisation=client, actor=actor, at=at)
    return client


def _contact(client: Organisation, event: Event, actor: Any, at: datetime) -> None:
    name = event.contact_name.strip()
    if not name or client.contacts.filter(name=name).exists():
        return
    private = {"phone": event.contact_phone, "email": event.contact_email}
    person = make_person(
        site=event.site, name=name, actor=actor, at=at, link="contact", affiliation=client.name,
        private={field: value for field, value in private.items() if value},
    )  # fmt: skip
    Contact.objects.create(organisation=client, name=name, person_id=person.pk, is_primary=not client.contacts.exists())


@transaction.atomic
def tell_preference(
    *,
    site: Site,
    client: Organisation,
    contact: Contact | None,
    topic: str,
    text: str,
    agreed: bool,
    event: Event | None,
    actor: Any,
    at: datetime,
) -> Preference:
    """Keep what a client told us. About a person only with their consent, locked; about the organisation in plain words.

    Raises ClienteleRefused (no such topic, nothing said, no consent, a contact who is nobody's person), SecretRefused.
    """
    refuse_marked({"text": text}, site=site)
    line = " ".join(text.split())[:200]
    if topic not in TOLD_TOPICS:
        raise ClienteleRefused("topic", _("There is no such topic."))
    if not line:
        raise ClienteleRefused("text", _("Say what they like."))
    fields: dict[str, Any] = {"text": line}
    if contact is not None:
        person = _person_of(site, client, contact)
        if not agreed:
            raise ClienteleRefused("agreed", _("A person's habits are kept only if they agree."))
        give_consent(
            person,
            purpose=PURPOSE,
            version=CONSENT_VERSION,
            text=_(CONSENT),
            actor=actor,
            at=at,
            site=site,
            how="staff",
        )
        fields = {"text": "", "sealed": seal_text(person, PURPOSE, line)}
    made = Preference.objects.create(
        site=site, organisation=client, contact=contact, topic=topic, event=event, told_at=at, noted_by=actor, **fields
    )
    record(
        site=site, at=at, actor=actor, action="client.told", subject=(CLIENT, client.pk),
        changes={"topic": topic, "preference": made.pk, "contact": contact.pk if contact else None},
    )  # fmt: skip
    return made


def _person_of(site: Site, client: Organisation, contact: Contact) -> Person:
    if contact.organisation_id != client.pk or contact.person_id is None:
        raise ClienteleRefused("contact", _("This contact has no record to lock it under."))
    person = Person.objects.filter(pk=contact.person_id, company=site.company).exclude(wrapped_key=b"").first()
    if person is None:
        raise ClienteleRefused("contact", _("This contact was erased: nothing can be kept."))
    return person


@transaction.atomic
def forget_preference(*, preference: Preference, actor: Any, at: datetime) -> None:
    """Erase one thing a client told us; the last one of a person ends their consent."""
    pk, contact = preference.pk, preference.contact
    site, client_id = preference.site, preference.organisation_id
    preference.delete()
    record(
        site=site, at=at, actor=actor, action="client.forget", subject=(CLIENT, client_id), changes={"preference": pk}
    )
    if contact is not None and contact.person_id and not Preference.objects.filter(contact=contact).exists():
        person = Person.objects.filter(pk=contact.person_id).first()
        if person is not None:
            withdraw_consent(person, purpose=PURPOSE, actor=actor, at=at, site=site)


def erase_contact(person: Person, at: datetime) -> int:
    """What is kept of a person as a client's contact: habits and the contact's row itself; how many rows."""
    contacts = Contact.objects.filter(person_id=person.pk)
    count = Preference.objects.filter(contact__in=contacts).delete()[0]
    return count + contacts.delete()[0]


@transaction.atomic
def note_visit(*, event: Event, at: datetime) -> Visit | None:
    """A client that held a meeting here before comes again: its likes are owed a look. None for a new or unknown client."""
    if event.organisation_id is None or event.secrecy == Secrecy.CONTROLLED:
        return None
    before = Event.objects.filter(site=event.site, organisation=event.organisation_id, state__in=HELD).exclude(
        pk=event.pk
    )
    count = before.count()
    if not count:
        return None
    visit, made = Visit.objects.get_or_create(
        event=event, defaults={"site": event.site, "organisation_id": event.organisation_id, "number": count + 1}
    )
    if made:
        changed(VISIT, [visit.pk], site=event.site, at=at)
    return visit
