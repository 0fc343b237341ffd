"""The client's answer goes to whatever the link asked."""

from datetime import datetime

from guanjia.conference.actions.approval import answer_change, answer_scheme
from guanjia.conference.actions.intake_links import answer_needs, hash_of
from guanjia.conference.actions.intake_purchases import answer_purchase
from guanjia.conference.models import ClientLink, Event

ANSWERS = {
    ClientLink.Kind.NEEDS: answer_needs,
    ClientLink.Kind.SCHEME: answer_scheme,
    ClientLink.Kind.CHANGE: answer_change,
    ClientLink.Kind.PURCHASE: answer_purchase,
}


def link_by_token(token: str) -> ClientLink | None:
    """The link of this token, spent or not; None for one that we never made."""
    found = ClientLink.objects.filter(token_hash=hash_of(token))
    return found.select_related("event__site", "event__organisation").first()


def answer_link(*, link: ClientLink, accept: bool, name: str, comment: str, at: datetime) -> Event:
    """Take the client's answer; raises Refused (spent link, missing name or comment), SecretRefused, SlotTaken."""
    answer = ANSWERS[ClientLink.Kind(link.kind)]
    return answer(link_id=link.pk, accept=accept, name=name, comment=comment, at=at)
