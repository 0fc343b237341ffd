"""The list of who took part, for those whose role needs it."""

from datetime import datetime

from django.utils.translation import gettext as _

from guanjia.assembly.models import Assembly, Elector, PaperReading
from guanjia.assembly.queries.attendance import people_of
from guanjia.conference.public import GuestRole


def rows_for_export(assembly: Assembly, at: datetime) -> list[list[str | int]]:
    """The header, then a row for each: how they take part, where they are, in how many votes, how many papers opened."""
    votes: dict[int, int] = {}
    for attendee in Elector.objects.filter(motion__assembly=assembly, voted=True).values_list("attendee", flat=True):
        votes[attendee] = votes.get(attendee, 0) + 1
    read: dict[int, int] = {}
    for attendee in PaperReading.objects.filter(paper__assembly=assembly).values_list("attendee", flat=True):
        read[attendee] = read.get(attendee, 0) + 1
    heads: list[str | int] = [
        _("Full name"), _("Organisation"), _("Takes part as"), _("Attendance"), _("Votes taken part in"), _("Papers opened"),
    ]  # fmt: skip
    return [heads] + [
        [
            person.attendee.guest.name,
            person.attendee.guest.delegation.name if person.attendee.guest.delegation else "",
            _(GuestRole(person.attendee.guest.role).label),
            _(person.where.label),
            votes.get(person.attendee.pk, 0),
            read.get(person.attendee.pk, 0),
        ]
        for person in people_of(assembly, at)
    ]
