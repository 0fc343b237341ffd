"""What is asked for changes before approval: a new version of the needs, and what hangs on them opens again (W01)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.intake_links import withdraw_links
from guanjia.conference.actions.moves import BLOCK, EVENT, move_event
from guanjia.conference.actions.opening import check_times, controlled_words
from guanjia.conference.actions.regime import refuse_excess, refuse_forbidden
from guanjia.conference.actions.scheme import SCHEME
from guanjia.conference.models import ClientLink, Event, Intake, Scheme, SchemeState
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.rules.states import EventState, Regime, Secrecy
from guanjia.foundation.journal.public import FreeText, record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed

CONFIRMED = frozenset({EventState.NEEDS_CONFIRMED, EventState.SCHEME, EventState.BUDGETED})
CHANGEABLE = CONFIRMED | {EventState.ENQUIRY, EventState.APPLIED}
EVENT_COLUMNS = frozenset({"title", "kind", "tone", "expected_count", "contact_name", "contact_phone", "contact_email"})
INTAKE_COLUMNS = frozenset(
    {
        "wished_from",
        "wished_until",
        "services",
        "special",
        "diets",
        "limit_fen",
        "meeting_class",
        "surroundings",
        "cars",
        "room_id",
        "applicant",
    }
)
PRIVATE = frozenset({"special", "diets", "contact_name", "contact_phone", "contact_email"})
"""Columns whose words the journal keeps apart, so that they can be erased."""


@transaction.atomic
def change_needs(
    *, event: Event, values: Mapping[str, Any], actor: Any, at: datetime, rev: int | None = None, reason: str = ""
) -> Intake:
    """Write down the needs anew. What the client had confirmed must be confirmed again; a scheme that was drawn waits
    for that, an offered one is taken back from the client with its link, and keeps its room until the hold ends.

    `values` are columns of Intake and of Event (see INTAKE_COLUMNS, EVENT_COLUMNS). The same values change nothing.
    Raises Stale when somebody wrote since `rev`, Refused after approval and for what the regime forbids or limits,
    SecretRefused.
    """
    event_now = Event.objects.select_for_update(of=("self",)).select_related("site").get(pk=event.pk)
    intake = Intake.objects.select_for_update(of=("self",)).get(event=event)
    if rev is not None and event_now.rev != rev:
        raise Stale(_("Somebody else has changed these needs meanwhile."))
    _check(event_now, intake, values, at)
    changes = _changes(event_now, intake, values)
    if not changes:
        return intake
    for name in INTAKE_COLUMNS & values.keys():
        setattr(intake, name, values[name])
    intake.written_at = intake.confirmed_at = None
    intake.save()
    own = {name: values[name] for name in EVENT_COLUMNS & values.keys()}
    Event.objects.filter(pk=event.pk).update(**own, rev=event_now.rev + 1)
    event.refresh_from_db()
    record(
        site=event.site, at=at, actor=actor, action="change_needs", subject=(EVENT, event.pk), changes=changes,
        reason=reason,
    )  # fmt: skip
    withdraw_links(event, ClientLink.Kind.NEEDS, ClientLink.Kind.SCHEME, at=at)
    if event.stage in CONFIRMED:
        _take_back(event, actor, at)
        move_event(event=event, to=EventState.ENQUIRY, actor=actor, at=at, reason=reason)
    changed(EVENT, [event.pk], site=event.site, at=at)
    changed(BLOCK, event.blocks.values_list("pk", flat=True), site=event.site, at=at)  # what is streamed is tested
    return intake


def _check(event: Event, intake: Intake, values: Mapping[str, Any], at: datetime) -> None:
    refuse_marked(dict(values), site=event.site)
    if event.stage not in CHANGEABLE:
        raise Refused("", _("The scheme is approved. What changes now is changed in the function sheet."))
    if event.secrecy == Secrecy.CONTROLLED:
        raise Refused("", controlled_words())
    start, end = values.get("wished_from", intake.wished_from), values.get("wished_until", intake.wished_until)
    if start is not None and end is not None:
        check_times(start, end)
    services, regime = values.get("services", intake.services), Regime(event.regime)
    refuse_forbidden(site=event.site, regime=regime, services=services, at=at, field="services")
    refuse_excess(
        site=event.site,
        regime=regime,
        meeting_class=values.get("meeting_class", intake.meeting_class),
        heads=values.get("expected_count", event.expected_count),
        starts_at=start,
        ends_at=end,
        at=at,
    )


def _changes(event: Event, intake: Intake, values: Mapping[str, Any]) -> dict[str, Any]:
    """What differs, for the journal: [was, is] of each column, the words of private ones apart."""
    found: dict[str, Any] = {}
    for name, new in values.items():
        old = getattr(intake if name in INTAKE_COLUMNS else event, name)
        if old != new:
            found[name] = FreeText(str(new)) if name in PRIVATE else [_plain(old), _plain(new)]
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _take_back(event: Event, actor: Any, at: datetime) -> None:
    """A scheme that lies with the client comes back; a draft stays one. Either is drawn anew from the new needs."""
    for scheme in Scheme.objects.select_for_update().filter(event=event, state=SchemeState.OFFERED):
        scheme.state, scheme.answered_at, scheme.rev = SchemeState.WITHDRAWN, at, scheme.rev + 1
        scheme.save(update_fields=["state", "answered_at", "rev"])
        record(
            site=event.site, at=at, actor=actor, action="take_back_scheme", subject=(SCHEME, scheme.pk),
            from_state=SchemeState.OFFERED, to_state=SchemeState.WITHDRAWN,
        )  # fmt: skip
        changed(SCHEME, [scheme.pk], site=event.site, at=at)
