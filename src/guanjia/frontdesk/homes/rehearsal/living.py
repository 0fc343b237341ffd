"""What happens in the homes of an estate: people move in and out, homes are sold and renovated, water is off.

Checks, patrols and rounds are done by whoever stands on the post, as every duty is; here is what people begin, and their
coming back to the counter until what they need is done.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from guanjia.duties.public import GateClosed
from guanjia.foundation.rehearsal.public import Home, Invariant, Stage, estate_of
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.frontdesk.homes.actions.passages import complete_passage, open_passage
from guanjia.frontdesk.homes.actions.people import welcome
from guanjia.frontdesk.homes.actions.renovations import (
    RenovationRefused,
    agree,
    give_pass,
    move_renovation,
    note_committee,
    note_deposit,
    tell_renovation,
)
from guanjia.frontdesk.homes.actions.violations import correct_violation, find_violation, report_violation
from guanjia.frontdesk.homes.models import Passage, Renovation, Worker
from guanjia.frontdesk.homes.rehearsal import finance, outages
from guanjia.frontdesk.homes.rehearsal.names import draw_name, phone_of
from guanjia.frontdesk.homes.rules.passage import PassageKind, PassageState, ProofKind
from guanjia.frontdesk.homes.rules.renovation import CommitteeWord, RenovationState, ViolationKind
from guanjia.people.public import Occupancy, Relation, household, local_day
from guanjia.places.public import Unit

MOVES_A_DAY, RENOVATIONS_A_DAY = 0.0015, 0.001
AGAIN = timedelta(hours=5)
TRIES = 8
FIRST_PHONE = 40_000_000
WORKS = ("厨房、卫生间翻新", "全屋重新装修:水电、墙面、地板", "封阳台、更换窗户", "墙面粉刷、更换地板")
FIRMS = ("华庭装饰", "宜居家装", "匠心装饰工程", "")
FINDINGS = (
    (ViolationKind.HOURS, "中午12时40分使用电锤"),
    (ViolationKind.WASTE, "建筑垃圾堆放在电梯厅"),
    (ViolationKind.FIRE, "现场只有一具灭火器,消火栓箱被材料遮挡"),
    (ViolationKind.STRUCTURE, "厨房承重墙已开槽"),
)


def cast(stage: Stage) -> None:
    """Plant the days: moves and renovations over office hours, an outage every other day."""
    estate = estate_of(stage)
    lived = [home for home in estate.homes if home.person_ids]
    for number, day in enumerate(estate.days):
        for _ in range(max(1, round(len(lived) * MOVES_A_DAY))):
            stage.at(_moment(stage, day), _step(stage.rng.choice((move_in, move_out, sell)), stage.rng.choice(lived)))
        for _ in range(max(1, round(len(lived) * RENOVATIONS_A_DAY))):
            stage.at(_moment(stage, day), _step(renovate, stage.rng.choice(lived)))
        if number % 2 == 0:
            stage.at(_moment(stage, day), outages.outage)
    finance.cast(stage)


def _moment(stage: Stage, day: Any) -> datetime:
    return to_utc(stage.site, datetime.combine(day, time(8, 30))) + timedelta(minutes=stage.rng.randrange(480))


def _step(deed: Callable[[Stage, Home], None], home: Home) -> Callable[[Stage], None]:
    return lambda stage: deed(stage, home)


def _desk(stage: Stage) -> Any:
    return stage.rng.choice(estate_of(stage).crew["frontdesk"])


def _butler(stage: Stage) -> Any:
    return stage.rng.choice(estate_of(stage).crew["butler"])


def _phone(stage: Stage) -> str:
    stage.counts["homes.people"] += 1
    return phone_of(FIRST_PHONE + stage.counts["homes.people"])


def _busy(unit_id: int) -> bool:
    return (
        Passage.objects.filter(unit=unit_id, state=PassageState.OPEN).exists()
        or Renovation.objects.filter(unit=unit_id).exists()
    )


def move_in(stage: Stage, home: Home) -> None:
    """A new occupier comes to a household; keys and meters are noted by the butler."""
    unit, today = Unit.objects.select_related("site").get(pk=home.unit_id), local_day(stage.site, stage.now)
    if _busy(unit.pk):
        return
    gender = stage.rng.choice("mf")
    row = welcome(
        site=stage.site, unit=unit, name=draw_name(stage.rng, gender), phone=_phone(stage), relation=Relation.LESSEE,
        since=today, until=today + timedelta(days=365), actor=_desk(stage), at=stage.now,
    )  # fmt: skip
    _open(stage, unit, PassageKind.MOVE_IN, row.person, proof=ProofKind.LEASE, proof_tail=_tail(stage))


def move_out(stage: Stage, home: Home) -> None:
    """Those who rent leave; whoever owes something leaves all the same."""
    unit, today = Unit.objects.select_related("site").get(pk=home.unit_id), local_day(stage.site, stage.now)
    rows = [row for row in household(unit.pk, today).rows if row.relation_enum in (Relation.LESSEE, Relation.OCCUPIER)]
    if rows and not _busy(unit.pk):
        _open(stage, unit, PassageKind.MOVE_OUT, rows[0].person, ends=[row.pk for row in rows])


def sell(stage: Stage, home: Home) -> None:
    """A home is sold: the new owner is somebody who just came to the counter with the certificate."""
    unit = Unit.objects.select_related("site").get(pk=home.unit_id)
    if _busy(unit.pk):
        return
    today = local_day(stage.site, stage.now)
    row = welcome(
        site=stage.site, unit=unit, name=draw_name(stage.rng, stage.rng.choice("mf")), phone=_phone(stage),
        relation=Relation.CO_OWNER, since=today, lives_here=False, actor=_desk(stage), at=stage.now,
    )  # fmt: skip
    _open(stage, unit, PassageKind.TRANSFER, row.person, proof=ProofKind.DEED, proof_tail=_tail(stage))


def _open(stage: Stage, unit: Unit, kind: PassageKind, person: Any, **fields: Any) -> None:
    passage = open_passage(
        site=stage.site, kind=kind, unit=unit, person=person, planned_on=local_day(stage.site, stage.now),
        actor=_desk(stage), at=stage.now, **fields,
    )  # fmt: skip
    stage.counts[f"homes.{kind.value}"] += 1
    _come_back(stage, lambda now: _complete(now, passage.pk))


def _complete(stage: Stage, pk: int) -> bool:
    passage = Passage.objects.select_related("site", "unit", "person").get(pk=pk)
    try:
        complete_passage(passage=passage, actor=_desk(stage), at=stage.now)
    except GateClosed:
        stage.counts["homes.sent_back"] += 1
        return False
    return True


def _come_back(stage: Stage, deed: Callable[[Stage], bool], tries: int = TRIES) -> None:
    """Try again in some hours until it is done; some things stay open at the end of the play."""

    def again(now: Stage) -> None:
        if not deed(now) and tries > 1:
            _come_back(now, deed, tries - 1)

    stage.at(stage.now + AGAIN, again)


def renovate(stage: Stage, home: Home) -> None:
    """An owner gives notice; one in ten wants to take out a bearing wall and is refused."""
    unit, today = Unit.objects.select_related("site").get(pk=home.unit_id), local_day(stage.site, stage.now)
    owner = next((row for row in household(unit.pk, today).rows if row.relation_enum is Relation.OWNER), None)
    if owner is None or _busy(unit.pk):
        return
    row = tell_renovation(
        site=stage.site, unit=unit, person=owner.person, works=stage.rng.choice(WORKS),
        contractor=stage.rng.choice(FIRMS), planned_from=today, planned_until=today + timedelta(days=45),
        touches_structure=stage.rng.random() < 0.1, touches_common=stage.rng.random() < 0.2, actor=_desk(stage), at=stage.now,
    )  # fmt: skip
    stage.counts["homes.renovation"] += 1
    stage.at(stage.now + timedelta(hours=2), lambda now: _agree(now, row.pk))


def _ask_committee(stage: Stage, pk: int) -> None:
    """The committee meets the next morning; now and then it says no, and the owner gives up the wall."""
    word = stage.rng.choice((CommitteeWord.YES, CommitteeWord.YES, CommitteeWord.NO))
    paper, today = f"业委会〔{stage.now:%Y}〕{stage.rng.randrange(1, 60)}号", local_day(stage.site, stage.now)
    note_committee(renovation=_renovation(pk), word=word, on=today, paper=paper, actor=_butler(stage), at=stage.now)
    stage.counts[f"homes.committee_{word.value}"] += 1
    _agree(stage, pk)


def _agree(stage: Stage, pk: int) -> None:
    row = _renovation(pk)
    if row.touches_common and not row.touches_structure and row.committee is CommitteeWord.OPEN:
        stage.at(stage.now + timedelta(hours=20), lambda now: _ask_committee(now, pk))
        return
    try:
        agree(renovation=row, actor=_desk(stage), at=stage.now)
    except RenovationRefused:
        stage.counts["homes.renovation_refused"] += 1
        move_renovation(
            renovation=row,
            to=RenovationState.RETURNED,
            actor=_desk(stage),
            at=stage.now,
            reason="方案涉及承重结构或共有部分,请修改",
        )
        return
    for _ in range(stage.rng.randrange(1, 4)):
        give_pass(
            renovation=row, name=draw_name(stage.rng, "m"), phone=_phone(stage), paper_kind="身份证",
            paper_tail=_tail(stage), valid_until=row.planned_until, actor=_desk(stage), at=stage.now,
        )  # fmt: skip
    note_deposit(renovation=row, yuan=Decimal(2000), actor=_desk(stage), at=stage.now)
    _come_back(stage, lambda now: _begin(now, pk))


def _begin(stage: Stage, pk: int) -> bool:
    row = _renovation(pk)
    try:
        move_renovation(
            renovation=row, to=RenovationState.WORKING, actor=_desk(stage), at=stage.now, began_at=stage.now
        )
    except GateClosed:
        return False
    if stage.rng.random() < 0.4:
        stage.at(stage.now + timedelta(hours=stage.rng.randrange(2, 30)), lambda now: _find(now, pk))
    return True


def _find(stage: Stage, pk: int) -> None:
    kind, words = stage.rng.choice(FINDINGS)
    guard = stage.rng.choice(estate_of(stage).crew["security"])
    found, _letter = find_violation(renovation=_renovation(pk), kind=kind, words=words, actor=guard, at=stage.now)
    stage.counts["homes.violation"] += 1
    stubborn = stage.rng.random() < 0.3

    def settle(now: Stage) -> None:
        found.refresh_from_db()
        if stubborn:
            report_violation(violation=found, authority="区住房和城乡建设局", actor=_butler(now), at=now.now)
            now.counts["homes.violation_reported"] += 1
            return
        correct_violation(violation=found, actor=_butler(now), at=now.now)
        move_renovation(renovation=_renovation(pk), to=RenovationState.WORKING, actor=_desk(now), at=now.now)

    stage.at(stage.now + timedelta(hours=stage.rng.randrange(2, 20)), settle)


def _renovation(pk: int) -> Renovation:
    return Renovation.objects.select_related("site", "unit", "person").get(pk=pk)


def _tail(stage: Stage) -> str:
    return f"{stage.rng.randrange(10_000):04}"


def report(stage: Stage) -> dict[str, object]:
    """How often what happened."""
    return {
        name.removeprefix("homes."): many for name, many in sorted(stage.counts.items()) if name.startswith("homes.")
    }


def two_owners(site: Site) -> list[str]:
    """Homes with two sole owners without an end."""
    seen: dict[int, int] = {}
    rows = Occupancy.objects.filter(site=site, relation=Relation.OWNER, until=None).values_list("unit_id", flat=True)
    for unit in rows:
        seen[unit] = seen.get(unit, 0) + 1
    return [f"unit {unit} has {many} owners" for unit, many in seen.items() if many > 1]


def passes_after_the_end(site: Site) -> list[str]:
    """Workers whose pass was left although the final check is passed."""
    over = (RenovationState.PASSED, RenovationState.CLOSED)
    rows = Worker.objects.filter(renovation__site=site, renovation__state__in=over, taken_away_at=None)
    return [f"{row.pass_number} holds after the final check" for row in rows]


INVARIANTS = (
    Invariant("a home has one sole owner at most", two_owners),
    Invariant("no worker's pass holds after the final check", passes_after_the_end),
    *outages.INVARIANTS,
    *finance.INVARIANTS,
)
