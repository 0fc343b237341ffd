"""What a client is asked by a link, in words: nothing of it but their own event."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from guanjia.conference.models import ClientLink, Event, Intake, Purchase, Scheme, SheetVersion
from guanjia.conference.queries.money import BudgetRow, budget_rows, yuan
from guanjia.conference.queries.portions import portion_words
from guanjia.conference.queries.promises import Promised, promises_of
from guanjia.conference.queries.schemes import budget_of
from guanjia.conference.queries.sheets import change_words, in_words
from guanjia.foundation.sites.public import Site, local
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.public import Style

HEADINGS = {
    ClientLink.Kind.NEEDS: N_("Please confirm what you need"),
    ClientLink.Kind.SCHEME: N_("Please look at our scheme and budget"),
    ClientLink.Kind.CHANGE: N_("Please look at this change"),
    ClientLink.Kind.PURCHASE: N_("Please look at what we bought for you"),
}
YES = {
    ClientLink.Kind.NEEDS: N_("Yes, this is right"),
    ClientLink.Kind.SCHEME: N_("Accept scheme and budget"),
    ClientLink.Kind.CHANGE: N_("I agree to the change"),
    ClientLink.Kind.PURCHASE: N_("It is as I wished"),
}
NO = {
    ClientLink.Kind.NEEDS: N_("Something is wrong"),
    ClientLink.Kind.SCHEME: N_("Send back with a comment"),
    ClientLink.Kind.CHANGE: N_("I do not agree"),
    ClientLink.Kind.PURCHASE: N_("It is not as I wished"),
}


@dataclass
class Question:
    """One page for the client. `facts` are (label, words); `lines` (what, how many, yuan); `changes` (what, old, new)."""

    link: ClientLink
    event: Event
    site: Site
    heading: str
    yes: str
    no: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    budget: list[BudgetRow] = field(default_factory=list)
    lines: list[tuple[str, int, str]] = field(default_factory=list)
    total: str = ""
    charged: str = ""
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    promises: list[Promised] = field(default_factory=list)


def question_of(link: ClientLink) -> Question:
    """What the link asks, for its page. A constant number of queries."""
    kind, event = ClientLink.Kind(link.kind), link.event
    asked = Question(link, event, event.site, HEADINGS[kind], YES[kind], NO[kind])
    if kind is ClientLink.Kind.NEEDS:
        asked.facts = _needs(event)
    elif kind is ClientLink.Kind.SCHEME:
        _scheme(asked)
    elif kind is ClientLink.Kind.PURCHASE:
        asked.facts = _purchase(asked)
    else:
        version = SheetVersion.objects.get(pk=link.target_id)
        asked.facts = [(gettext("Reason"), version.reason)] if version.reason else []
        asked.changes = change_words(version.changes, event.site)
    return asked


def _needs(event: Event) -> list[tuple[str, str]]:
    intake = Intake.objects.get(event=event)
    facts: list[tuple[str, Any]] = [
        (gettext("Name of the meeting"), event.title),
        (gettext("Organisation"), intake.applicant),
        (gettext("Wished time"), _times(event.site, intake.wished_from, intake.wished_until)),
        (gettext("Headcount"), event.expected_count),
        (gettext("Services"), in_words("services", intake.services, event.site)),
        (gettext("Special needs"), intake.special),
        (gettext("Diets"), intake.diets),
    ]
    said = event.exchanges.filter(important=True, confirmed_at=None).values_list("summary", flat=True)
    facts += [(gettext("What was said"), summary) for summary in said]
    return [(label, str(value)) for label, value in facts if value]


def _scheme(asked: Question) -> None:
    scheme = Scheme.objects.select_related("room", "event__site", "event__intake").get(pk=asked.link.target_id)
    view = budget_of(scheme)
    styles = {each.value: each.label for each in Style}
    facts = [
        (gettext("Room"), scheme.room.name),
        (gettext("Time"), _times(asked.site, scheme.starts_at, scheme.ends_at)),
        (gettext("Headcount"), str(scheme.headcount)),
        (gettext("Set-up style"), gettext(styles.get(scheme.style, scheme.style))),
        (gettext("Tea breaks and menu"), "\n".join(scheme.menu)),
        (gettext("If the weather is bad"), "\n".join(scheme.weather.values())),
        (gettext("Parking"), "\n".join(scheme.parking.values())),
        (gettext("Note"), scheme.note),
    ]
    asked.facts = [(label, value) for label, value in facts if value]
    asked.budget = budget_rows(view)
    asked.lines = [(line.name, line.quantity, yuan(line.amount_fen)) for line in view.lines]
    asked.promises = promises_of(scheme)
    asked.total, asked.charged = yuan(view.total_fen), yuan(view.charged_fen)


def _purchase(asked: Question) -> list[tuple[str, str]]:
    row = Purchase.objects.get(pk=asked.link.target_id)
    facts = [
        (gettext("What"), row.item),
        (gettext("How much"), row.quantity),
        (gettext("To be served"), f"{local(asked.site, row.serve_at):%Y-%m-%d %H:%M}"),
        (gettext("Cost, yuan"), yuan(row.cost_fen) if row.cost_fen else ""),
    ]
    return [(label, words) for label, words in facts if words] + portion_words(asked.event)


def _times(site: Site, starts_at: Any, ends_at: Any) -> str:
    if starts_at is None or ends_at is None:
        return ""
    start, end = local(site, starts_at), local(site, ends_at)
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M}–{until}"
