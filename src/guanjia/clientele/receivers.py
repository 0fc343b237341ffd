"""What clientele does when an event goes from state to state."""

from guanjia.clientele.actions.clients import note_visit
from guanjia.clientele.actions.points import earn
from guanjia.clientele.actions.referrals import settle_referral
from guanjia.clientele.actions.reviews import invite_review, may_be_reviewed
from guanjia.clientele.models import ReviewLink, Visit
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.clientele.subjects import SITE
from guanjia.conference.events import EventMoved
from guanjia.conference.public import Event, billed_fen
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.subjects.public import changed


@receives(EventMoved)
def remember(event: EventMoved, entry: Entry) -> None:
    """Prepared: a returning client is noted. Held: the referral counts, the client is asked for its review. Closed: points."""
    row = Event.objects.select_related("site", "organisation", "intake").filter(pk=event.event_id).first()
    if row is None or row.track == "import" or row.secrecy == "controlled":
        return
    if event.new == "preparation":
        note_visit(event=row, at=entry.at)
        changed(SITE, [row.site_id], site=row.site, at=entry.at)
    elif event.new == "surveyed":
        settle_referral(event=row, at=entry.at)
        if may_be_reviewed(row) and row.contact_email and not ReviewLink.objects.filter(event=row).exists():
            invite_review(event=row, actor=None, at=entry.at)
    elif event.new == "closed":
        _earn(row, entry)
    changed(
        "clientele.visit",
        list(Visit.objects.filter(event=row).values_list("pk", flat=True)),
        site=row.site,
        at=entry.at,
    )


def _earn(row: Event, entry: Entry) -> None:
    if row.organisation is None:
        return
    bill, key = billed_fen(row), f"held:{row.pk}"
    try:
        earn(
            site=row.site,
            organisation=row.organisation,
            rule="held",
            event=row,
            key=key,
            bill_fen=bill,
            actor=None,
            at=entry.at,
        )
    except ClienteleRefused:
        return  # a government body or public funds: nothing is booked, and the profile says why
