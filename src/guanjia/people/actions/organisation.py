"""Organisations and their contacts."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import make_person
from guanjia.foundation.sites.public import Site
from guanjia.people.models import Contact, Organisation

SUBJECT = "people.organisation"


@transaction.atomic
def find_or_add_organisation(
    *, site: Site, name: str, at: datetime, actor: Any, kind: str = Organisation.Kind.ENTERPRISE
) -> Organisation:
    """The company's organisation of that name, linked to the site from now on; made when there is none."""
    tidy = " ".join(name.split())
    found, made = Organisation.objects.get_or_create(company_id=site.company_id, name=tidy, defaults={"kind": kind})
    if not found.sites.filter(pk=site.pk).exists():
        found.sites.add(site)
        action = "people.add_organisation" if made else "people.link_organisation"
        record(site=site, at=at, actor=actor, action=action, subject=(SUBJECT, found.pk), changes={"name": tidy})
    return found


def known_elsewhere(site: Site, name: str) -> Organisation | None:
    """The company's organisation of that name that the site does not know yet; None when there is none."""
    known = Organisation.objects.filter(company_id=site.company_id, name=" ".join(name.split()))
    return known.exclude(sites=site).first()


@transaction.atomic
def save_organisation(*, site: Site, organisation: Organisation, at: datetime, actor: Any) -> Organisation:
    """Store a new or changed organisation and link it to the site."""
    fresh = organisation.pk is None
    organisation.company_id = site.company_id
    organisation.save()
    organisation.sites.add(site)
    action = "people.add_organisation" if fresh else "people.change_organisation"
    record(site=site, at=at, actor=actor, action=action, subject=(SUBJECT, organisation.pk))
    return organisation


@transaction.atomic
def add_contact(
    *,
    site: Site,
    organisation: Organisation,
    name: str,
    at: datetime,
    actor: Any,
    position: str = "",
    phone: str = "",
    email: str = "",
    is_primary: bool = False,
) -> Contact:
    """A contact with a person of its own, who holds phone and e-mail encrypted. Only one contact is the first."""
    private = {field: value for field, value in (("phone", phone), ("email", email)) if value}
    person = make_person(
        site=site, name=name, actor=actor, at=at, link="contact", private=private, affiliation=organisation.name
    )
    if is_primary:
        organisation.contacts.update(is_primary=False)
    contact = Contact.objects.create(
        organisation=organisation, name=name, position=position, person_id=person.pk, is_primary=is_primary
    )
    record(
        site=site,
        at=at,
        actor=actor,
        action="people.add_contact",
        subject=(SUBJECT, organisation.pk),
        changes={"contact": contact.pk},
    )
    return contact
