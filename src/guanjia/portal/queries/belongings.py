"""What lies or waits for a household: parcels, open requests."""

from datetime import datetime

from guanjia.frontdesk.parcels.public import Parcel, waiting_for
from guanjia.frontdesk.visitors.public import waiting_for_host
from guanjia.people.public import households, local_day
from guanjia.portal.queries.residence import Residence
from guanjia.servicedesk.public import requests_of
from guanjia.surveys.public import invitations_waiting, studies_waiting


def parcels_of(residence: Residence, at: datetime) -> list[Parcel]:
    """Parcels of the person and of those who belong to the home today; a former lessee's parcel at the same door is not theirs."""
    found = households(residence.unit_ids, local_day(residence.site, at))
    mine = {row.person_id for household in found.values() for row in household.hosts} | {residence.person.pk}
    rows = waiting_for(residence.site, list(residence.unit_ids), [residence.person.pk])
    return [row for row in rows if row.item.owner_id is None or row.item.owner_id in mine]


def parcel_count(residence: Residence, at: datetime) -> int:
    """How many parcels wait."""
    return len(parcels_of(residence, at))


def request_count(residence: Residence, at: datetime) -> int:
    """How many of the person's own requests are open."""
    return requests_of(residence.site, person_ids=[residence.person.pk], only_open=True).count()


def waiting_count(residence: Residence, at: datetime) -> int:
    """How many visitors wait for the person's word."""
    return waiting_for_host(residence.site, residence.person.pk).filter(unit__in=residence.unit_ids).count()


def survey_count(residence: Residence, at: datetime) -> int:
    """How many surveys wait for the person's answer."""
    site, person = residence.site, residence.person
    return len(studies_waiting(site, person, at)) + len(invitations_waiting(site, person, at))
