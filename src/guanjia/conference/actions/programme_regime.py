"""What an imported event may not do under its regime: told in the import's answer, without stopping it (FIELD 13)."""

from datetime import datetime

from django.utils.translation import gettext as _

from guanjia.conference.actions.regime import class_of, excess_words, forbidden_words
from guanjia.conference.models import Event, Session
from guanjia.conference.rules.regime import named_services
from guanjia.conference.rules.states import Regime, SessionState

REGIME = "conference.import_regime"


def breaches(event: Event, at: datetime) -> list[str]:
    """A sentence for each rule that the event breaks: a sitting that names what is forbidden, a ceiling that is passed."""
    regime = Regime(event.regime)
    if regime is not Regime.FISCAL:
        return []
    found = []
    sittings = Session.objects.filter(event=event).exclude(state=SessionState.CANCELLED)
    for title in sittings.order_by("starts_at", "pk").values_list("title", flat=True):
        services = [service.value for service in named_services(title)]
        if services and (words := forbidden_words(site=event.site, regime=regime, services=services, at=at)):
            found.append(_("%(title)s: %(words)s") % {"title": title, "words": words})
    return found + excess_words(
        site=event.site,
        regime=regime,
        meeting_class=class_of(event),
        heads=event.expected_count,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        at=at,
    )
