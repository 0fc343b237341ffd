"""What the client of an event was asked, by which mail, and what came back."""

from dataclasses import dataclass

from django.utils.translation import gettext

from guanjia.conference.models import ClientLink, Event
from guanjia.foundation.messages.public import Delivery, deliveries
from guanjia.kernel.words import gettext_noop as N_


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: `delivery` is how its e-mail went, None when the link was handed over; `answer` in words."""

    link: ClientLink
    delivery: Delivery | None
    answer: str
    colour: str


ACCEPTED, RETURNED = N_("Client agrees"), N_("Client does not agree")
REPLACED, WAITING = N_("Settled otherwise"), N_("No answer yet")


def asked_of(event: Event) -> list[Asked]:
    """All questions to the client, newest first. Two queries."""
    links = list(ClientLink.objects.filter(event=event).select_related("made_by").order_by("-made_at", "-pk"))
    sent = deliveries([link.message_id for link in links if link.message_id])
    return [Asked(link, sent.get(link.message_id or 0), *_answer(link)) for link in links]


def _answer(link: ClientLink) -> tuple[str, str]:
    if link.answered_at is not None:
        return (gettext(ACCEPTED), "green") if link.accepted else (gettext(RETURNED), "orange")
    return (gettext(REPLACED), "secondary") if link.withdrawn_at is not None else (gettext(WAITING), "yellow")
