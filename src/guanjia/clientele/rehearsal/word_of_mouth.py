"""Word of mouth (CASE-019): a small firm is content and sends a great one, that sends another; both settle in the house."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from guanjia.clientele.actions.clients import adopt_client
from guanjia.clientele.actions.referrals import code_for, name_referral
from guanjia.clientele.actions.reviews import answer_review, give_review, invite_review
from guanjia.clientele.models import PointEntry, Referral, Review
from guanjia.clientele.queries.numbers import numbers_of
from guanjia.clientele.rules.states import ReferralState
from guanjia.conference.public import Draft, Event, case_staging
from guanjia.foundation.persons.public import Person
from guanjia.foundation.rehearsal.public import Case, Check, Played, Stage, Told, tell
from guanjia.foundation.rehearsal.public import play as run_stage
from guanjia.foundation.sites.public import Site, local
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import Occupancy, Organisation, Relation, add_occupancy
from guanjia.places.public import Building, Room, Style, Unit, UnitKind

AHEAD = timedelta(days=6)
GAP = timedelta(days=2)
LEASE = timedelta(days=3 * 365)
SMALL, FIRST, SECOND = "启明科技有限公司", "远图精密集团（世界500强）", "澄原航运集团（世界500强）"
GREAT = (FIRST, SECOND)
MEETINGS = (
    (SMALL, "", "新品小型发布会"),
    (FIRST, SMALL, "区域总部选址座谈"),
    (SECOND, FIRST, "供应链合作会谈"),
    (FIRST, "", "区域总部年度会议"),
)
"""Each two days after the one before: who meets, who sent them, and what it is called."""
HEADS = 6
HALLS = (
    case_staging.Hall(
        code="A", name="一号会议室", area_m2=120, styles={"classroom": 40}, equipment={"projector": 1, "microphone": 2}
    ),
)
WORDS = "会前核对到位，茶歇恰到好处，会务组全程在场，已推荐给合作伙伴。"
ANSWER = "感谢肯定，您在意的细节已记入档案，下次照此准备。"


def play(site: Site, seed: int, at: datetime, told: Told) -> Played:
    """Play it beside `site`: four meetings in a week."""
    stage, last = case_staging.stage_of(site, seed, at, AHEAD)
    case_staging.build(stage.site, HALLS)
    house = Building.objects.get(site=stage.site)
    for number in range(1, len(GREAT) + 1):
        Unit.objects.create(
            site=stage.site,
            building=house,
            level=18,
            code=f"1-180{number}",
            number=f"180{number}",
            kind=UnitKind.OFFICE,
        )
    end = case_staging.curtain(stage.site, last, time(11))
    case_staging.bring_crew(stage, end)
    days = [last - GAP * (len(MEETINGS) - 1 - number) for number in range(len(MEETINGS))]
    for number, day in enumerate(days[:-1]):
        stage.at(case_staging.on(stage.site, day - timedelta(days=1), time(18)), Asked(number, day))
    stage.memory["case.days"] = days
    run_stage(stage, until=case_staging.on(stage.site, last - timedelta(days=1), time(18)))
    event = _call(stage, len(MEETINGS) - 1, last)
    return case_staging.close_curtain(stage, event, end, told, _judge)


@dataclass(frozen=True)
class Asked:
    """On the evening before, the meeting is settled."""

    number: int
    day: date

    def __call__(self, stage: Stage) -> None:
        """Call it, and have it closed on the day after."""
        event = _call(stage, self.number, self.day)
        case_staging.plant_closing(stage, event, case_staging.curtain(stage.site, self.day, time(11)))


def _call(stage: Stage, number: int, day: date) -> Event:
    """The firm asks, perhaps with the code of who sent it; needs, scheme and guests as always."""
    firm, sender, title = MEETINGS[number]
    meeting = case_staging.Meeting(
        title=title, room="A", style=Style.CLASSROOM, begin=time(9), end=time(11), applicant=firm,
        guests=tuple(Draft(f"{firm[:2]}来宾{n + 1}", delegation=firm) for n in range(HEADS)),
    )  # fmt: skip
    who = case_staging.someone(stage, "conference.coordinator")
    event = case_staging.ask(stage, meeting, day, who)
    adopt_client(event=event, actor=who, at=stage.now)
    event = Event.objects.select_related("site", "organisation", "intake", "coordinator").get(pk=event.pk)
    if sender:
        owner = Organisation.objects.get(company=stage.site.company, name=sender)
        code = code_for(site=stage.site, organisation=owner, actor=who, at=stage.now)
        name_referral(event=event, code=code.code, actor=who, at=stage.now)
        tell(stage, N_("A world-500 firm asks for a meeting and names the client that sent it."))
    case_staging.settle(stage, event, Room.objects.get(site=stage.site, code="A"), meeting, day)
    case_staging.bring_guests(stage, event, meeting.guests)
    stage.at(case_staging.on(stage.site, day, time(15)), Said(event.pk))
    return event


@dataclass(frozen=True)
class Said:
    """The client says how it was, and we thank it; a great firm takes an office on the day after its first meeting."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Review now, the answer two hours later."""
        event = Event.objects.select_related("site", "organisation").get(pk=self.event_id)
        link, _token = invite_review(event=event, actor=event.coordinator, at=stage.now)
        review = give_review(link=link, score=5, text=WORDS, shown_as=str(event.organisation), at=stage.now)
        stage.at(stage.now + timedelta(hours=2), lambda later: _answer(later, review.pk))
        tell(stage, N_("The client is content, says so in public, and tells others."))
        if event.organisation is not None and event.organisation.name in GREAT:
            stage.at(stage.now + timedelta(hours=19), Settles(event.organisation.pk))


def _answer(stage: Stage, review_id: int) -> None:
    review = Review.objects.select_related("site").get(pk=review_id)
    who = case_staging.someone(stage, "conference.coordinator")
    answer_review(review=review, text=ANSWER, rev=review.rev, actor=who, at=stage.now)


@dataclass(frozen=True)
class Settles:
    """The firm takes an office of the house, unless it has one."""

    organisation_id: int

    def __call__(self, stage: Stage) -> None:
        """Its contact becomes the lessee."""
        person = _contact_of(self.organisation_id)
        if Occupancy.objects.filter(site=stage.site, person=person).exists():
            return
        unit = Unit.objects.filter(site=stage.site, occupancies=None).order_by("code").first()
        assert unit is not None
        today = local(stage.site, stage.now).date()
        add_occupancy(
            site=stage.site, unit=unit, person=person, relation=Relation.LESSEE, since=today, until=today + LEASE,
            lives_here=False, is_contact=True, actor=case_staging.someone(stage, "frontdesk"), at=stage.now,
        )  # fmt: skip
        tell(stage, N_("The firm takes an office in the house."))


def _contact_of(organisation_id: int) -> Person:
    contacts = Organisation.objects.get(pk=organisation_id).contacts.exclude(person_id=None)
    return Person.objects.get(pk=contacts.order_by("pk")[0].person_id)


def _judge(stage: Stage, event: Event) -> list[Check]:
    site, days = stage.site, stage.memory["case.days"]
    counted = Referral.objects.filter(site=site, state=ReferralState.COUNTED, event__organisation__name__in=GREAT)
    rates = numbers_of(site, days[0], days[-1]).rates
    sent, again = rates["referral"], rates["repeat"]
    points = PointEntry.objects.filter(account__site=site, rule="referral").values_list("points", flat=True)
    settled = _settled(site, days[-1])
    return [
        Check(N_("Two world-500 firms came because a client sent them"), str(counted.count()), counted.count() == 2),
        Check(N_("Of three new clients two were sent"), _share(sent.hits, sent.of), (len(sent.hits), len(sent.of)) == (2, 3)),
        Check(N_("One of three clients chose the house again"), _share(again.hits, again.of), event.pk in again.hits),
        case_staging.duty_kept(N_("Every review was answered in time"), stage, "clientele.review.answered"),
        case_staging.duty_kept(N_("What a returning client likes was ready"), stage, "clientele.visit.prepared"),
        Check(N_("Who sent a client was thanked by points"), " + ".join(map(str, points)), len(points) == 2 and min(points) > 0),
        Check(N_("Both firms have settled in the house"), str(len(settled)), settled == set(GREAT)),
        Check(
            N_("A settled firm uses the conference service"), event.title,
            event.organisation is not None and event.organisation.name in settled and event.ended_at is not None,
        ),
    ]  # fmt: skip


def _share(hits: tuple[int, ...], of: tuple[int, ...]) -> str:
    return f"{len(hits)} / {len(of)}"


def _settled(site: Site, on_day: date) -> set[str]:
    """Great firms whose contact holds a unit of the house on a day."""
    held = set(Occupancy.objects.current(on_day).filter(site=site).values_list("person", flat=True))
    firms = Organisation.objects.filter(sites=site, name__in=GREAT, contacts__person_id__in=held)
    return set(firms.values_list("name", flat=True))


WORD_OF_MOUTH = Case(
    "word-of-mouth",
    N_("Word of mouth brings world-500 firms"),
    N_(
        "A small firm is content and sends a great one, that sends another. Both settle in the house and meet here again."
    ),
    ("CASE-019",),
    play,
)
