"""How clients come again and send others; every number with the events that it counts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from guanjia.clientele.models import Referral, Review
from guanjia.clientele.rules.reputation import (
    Held,
    Rate,
    referral_rate,
    repeat_rate,
    spread,
    won_back_rate,
    zero_defect_rate,
)
from guanjia.clientele.rules.states import ReferralState, ReviewState
from guanjia.conference.public import Event
from guanjia.duties.public import Duty, DutyState
from guanjia.foundation.sites.public import Site, local
from guanjia.kernel.words import gettext_noop as N_

HELD = ("ended", "restoring", "surveyed", "closed", "archived")
NAMES = {
    "repeat": N_("Repeat rate"),
    "referral": N_("Referral rate"),
    "zero_defect": N_("Without a defect"),
    "won_back": N_("Won back after a complaint"),
}
MEANT = {
    "repeat": N_(
        "Of the clients that met here in the period, those that had met here before. Each counts once, by its last meeting."
    ),
    "referral": N_("Of the clients whose first meeting was in the period, those whom another client sent."),
    "zero_defect": N_("Of the meetings in the period, those without a complaint, a damage, a fault or a missed duty."),
    "won_back": N_("Of the meetings in the period with a complaint that was solved, those whose client came again."),
}


@dataclass(frozen=True)
class Numbers:
    """The four rates and the reviews of a period."""

    rates: dict[str, Rate]
    scores: dict[int, int]
    good: tuple[int, int]
    bad: tuple[int, int]
    reviews: int
    answered: int


def held_rows(site: Site) -> list[Held]:
    """Every meeting of a known client that was held at the site; four queries, whatever their number."""
    events = Event.objects.filter(site=site, state__in=HELD, organisation__isnull=False, secrecy="ordinary")
    rows = events.annotate(
        complained=Count("complaints", distinct=True),
        solved=Count("complaints", filter=Q(complaints__solved_at__isnull=False), distinct=True),
        damages=Count("blocks__damages", distinct=True),
        faults=Count("blocks__faults", distinct=True),
    ).values_list("pk", "organisation", "starts_at", "created_at", "complained", "solved", "damages", "faults")
    referred = set(Referral.objects.filter(site=site, state=ReferralState.COUNTED).values_list("event", flat=True))
    missed = _missed(site)
    return [
        Held(
            event=pk,
            client=client,
            on=local(site, starts_at or created_at).date(),
            referred=pk in referred,
            defects=damages + faults + (pk in missed),
            complained=bool(complained),
            solved=bool(solved),
        )
        for pk, client, starts_at, created_at, complained, solved, damages, faults in rows
    ]


def _missed(site: Site) -> set[int]:
    """Events with a missed duty of their own or of one of their blocks."""
    rows = Duty.objects.filter(site=site, state=DutyState.MISSED)
    own = set(rows.filter(subject_kind="conference.event").values_list("subject_id", flat=True))
    blocks = rows.filter(subject_kind="conference.block").values_list("subject_id", flat=True)
    return own | set(Event.objects.filter(site=site, blocks__in=list(blocks)).values_list("pk", flat=True))


def numbers_of(site: Site, since: date, until: date) -> Numbers:
    """All of a period; both days count."""
    rows = held_rows(site)
    rates = {
        "repeat": repeat_rate(rows, since, until),
        "referral": referral_rate(rows, since, until),
        "zero_defect": zero_defect_rate(rows, since, until),
        "won_back": won_back_rate(rows, since, until),
    }
    reviews = Review.objects.filter(
        site=site, state=ReviewState.SHOWN, given_at__date__gte=since, given_at__date__lte=until
    )
    scores = {row["score"]: row["n"] for row in reviews.values("score").annotate(n=Count("pk"))}
    good, bad = spread(scores)
    return Numbers(rates, scores, good, bad, reviews.count(), reviews.exclude(answer="").count())


def rows_of(site: Site, ids: tuple[int, ...]) -> list[Event]:
    """The events behind a number, the latest first."""
    return list(Event.objects.filter(site=site, pk__in=ids).select_related("organisation").order_by("-starts_at"))
