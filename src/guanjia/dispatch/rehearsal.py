"""A week on the dispatch board: plans, proposals taken and overruled, two dispatchers at once, a certificate that ran out."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from guanjia.dispatch.actions.proposing import give_to, propose, take_proposal
from guanjia.dispatch.actions.teams import save_area, set_abilities, set_ways
from guanjia.dispatch.models import Ability, Area, Proposal
from guanjia.dispatch.rules.states import AreaRole, ProposalState
from guanjia.foundation.rehearsal.public import (
    ESTATE,
    Invariant,
    Stage,
    Troupe,
    add_invariant,
    add_troupe,
    estate_of,
)
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.kernel.states import MoveRefused
from guanjia.places.public import Building
from guanjia.servicedesk.public import CERTIFICATE_OF, OrderRefused, WorkOrder

EVERY, SOON = timedelta(hours=1), timedelta(minutes=75)
FIRST, LAST = time(7), time(22, 30)
SKILLS_OF = {
    "technician": ("general", "plumbing", "electrical", "weak_current", "lift", "hvac", "carpentry", "masonry"),
    "security": ("guarding", "safety"),
    "environment.cleaner": ("cleaning", "greening"),
    "environment.supervisor": ("cleaning",),
    "frontdesk": ("counter", "general"),
}
TAKEN_AS_PROPOSED, OVERRULED = 0.65, 0.1


def cast_dispatch(stage: Stage) -> None:
    """Skills, two areas and the ways between buildings; then the board is looked at every hour."""
    estate = estate_of(stage)
    if not estate.crew:
        return
    _teach(stage)
    _divide(stage)
    for day in estate.days:
        moment = to_utc(stage.site, datetime.combine(day, FIRST))
        end = to_utc(stage.site, datetime.combine(day, LAST))
        while moment <= end:
            stage.at(moment, _look)
            moment += EVERY


def _teach(stage: Stage) -> None:
    crew, manager = estate_of(stage).crew, _dispatcher(stage)
    for post, skills in SKILLS_OF.items():
        for number, user in enumerate(crew.get(post, [])):
            pace = Decimal("1.00") + Decimal(number % 3) / 10
            set_abilities(site=stage.site, user=user, paces=dict.fromkeys(skills, pace), actor=manager, at=stage.now)


def _divide(stage: Stage) -> None:
    """Two areas (REPR-016), and ways that grow with the house numbers."""
    crew, buildings = estate_of(stage).crew, list(Building.objects.filter(site=stage.site).order_by("code"))
    people = {
        AreaRole.SERVICE: crew.get("butler") or crew.get("frontdesk", []),
        AreaRole.GRID: crew.get("security", []),
        AreaRole.REPAIR: crew.get("technician", []),
    }
    if not buildings or not all(people.values()):
        return
    half = (len(buildings) + 1) // 2
    for turn, (name, part) in enumerate((("东片区", buildings[:half]), ("西片区", buildings[half:]))):
        if not part:
            continue
        ranked = {
            role: [*users[turn % len(users) :], *users[: turn % len(users)]][:2] for role, users in people.items()
        }
        save_area(
            site=stage.site, area=Area.objects.filter(site=stage.site, name=name).first(), name=name, buildings=part,
            people=ranked, actor=_dispatcher(stage), at=stage.now,
        )  # fmt: skip
    ways: dict[tuple[int, int], int | None] = {
        (min(a.pk, b.pk), max(a.pk, b.pk)): 2 + 2 * (second - first)
        for first, a in enumerate(buildings[:20])
        for second, b in enumerate(buildings[:20])
        if first < second
    }
    set_ways(site=stage.site, minutes=ways, actor=_dispatcher(stage), at=stage.now)


def _dispatcher(stage: Stage) -> object:
    crew = estate_of(stage).crew
    return (crew.get("dispatcher") or crew.get("frontdesk") or next(iter(crew.values())))[0]


def _look(stage: Stage) -> None:
    """Plan what waits; most proposals are taken as they are, some go to another, some wait; an appointment waits for its hour."""
    who = _dispatcher(stage)
    for row in propose(site=stage.site, actor=who, at=stage.now):
        stage.counts["dispatch proposals"] += 1
        if row.starts_at > stage.now + SOON:
            continue
        chance = stage.rng.random()
        if chance < TAKEN_AS_PROPOSED:
            take_proposal(proposal=row, actor=who, at=stage.now)
            stage.counts["proposals taken"] += 1
            _second_dispatcher(stage, row)
        elif chance < TAKEN_AS_PROPOSED + OVERRULED:
            _overrule(stage, row)


def _second_dispatcher(stage: Stage, row: Proposal) -> None:
    """Now and then a second one taps the same row: the database has settled it."""
    if stage.rng.random() >= 0.05:
        return
    try:
        take_proposal(proposal=row, actor=_dispatcher(stage), at=stage.now)
    except MoveRefused:
        stage.counts["second dispatcher too late"] += 1


def _overrule(stage: Stage, row: Proposal) -> None:
    order = WorkOrder.objects.select_related("site", "request").get(pk=row.order_id)
    rows = Ability.objects.filter(site=stage.site, skill=order.skill).exclude(user=row.user)
    for each in rows.select_related("user").order_by("pk"):
        try:
            give_to(order=order, user=each.user, actor=_dispatcher(stage), at=stage.now)
        except OrderRefused:
            stage.counts["work without certificate refused"] += 1
        except MoveRefused:
            return
        else:
            stage.counts["proposals overruled"] += 1
            return


def report_dispatch(stage: Stage) -> dict[str, object]:
    """What became of the proposals."""
    rows = Proposal.objects.filter(site=stage.site)
    return {f"proposals {state.value}": rows.filter(state=state).count() for state in ProposalState}


def proposed_without_certificate(site: Site) -> list[str]:
    """Proposals of work that asks for a certificate to somebody without any of that kind (EQUI-010)."""
    rows = Proposal.objects.filter(site=site, order__skill__in=CERTIFICATE_OF).select_related("order")
    return [
        row.order.number
        for row in rows
        if not row.user.qualifications.filter(site=site, kind=CERTIFICATE_OF[row.order.skill]).exists()
    ]


def proposed_without_skill(site: Site) -> list[str]:
    """Open proposals to somebody who cannot do the work."""
    can = set(Ability.objects.filter(site=site).values_list("user", "skill"))
    rows = Proposal.objects.filter(site=site, state=ProposalState.OPEN).select_related("order")
    return [row.order.number for row in rows if row.order.skill and (row.user_id, row.order.skill) not in can]


def register() -> None:
    """Enter the troupe and its invariants."""
    add_troupe(Troupe("dispatch", cast_dispatch, report_dispatch, play=ESTATE))
    add_invariant(
        Invariant("nobody is proposed to work whose certificate they do not have", proposed_without_certificate)
    )
    add_invariant(Invariant("nobody is proposed to work they cannot do", proposed_without_skill))
