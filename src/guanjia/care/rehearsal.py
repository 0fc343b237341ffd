"""Care in a rehearsal of an estate: the month's calls, greetings, visits, special requests."""

import hashlib
import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from guanjia.care.actions.butlers import assign_butler
from guanjia.care.actions.calling import call, miss, opt_out, rate, reach
from guanjia.care.actions.files import consent, mark, note_preference, open_file, set_day, visit
from guanjia.care.actions.greeting import greet
from guanjia.care.actions.refusals import CareRefused
from guanjia.care.actions.sampling import draw_sample, redraw
from guanjia.care.actions.site import ensure_site
from guanjia.care.actions.special import allow, carry_out, decline, see_chance
from guanjia.care.models import CallBack, Greeting, OwnerFile, Sample
from guanjia.care.rules.calls import CallState
from guanjia.care.rules.dates import CalendarKind, YearDay
from guanjia.care.rules.greetings import GreetingState, Occasion
from guanjia.care.rules.personal import PRINCIPLES, Chance, MarkKind, NoteKind
from guanjia.foundation.persons.public import Person
from guanjia.foundation.rehearsal.public import ESTATE, Invariant, Stage, Troupe, estate_of
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.places.public import Building
from guanjia.surveys.public import Study, begin_study, fill_study, open_study

M = timedelta(minutes=1)
PER_DAY = 0.01
"""Of the sample a tenth is called on a day: of a hundred homes one."""
WORDS = ("保洁比以前好多了", "前台态度好", "电梯等得久，希望调整", "绿化不错", "希望晚上多巡逻", "报修来得快")
BAD = ("楼道灯经常坏", "电动车上楼没人管", "快递堆在门厅不好走")
REMARKS = (
    "保洁很干净，但是电梯总坏，没人管", "管家热情耐心，很满意", "电动车上楼没人管，危险", "物业费收得不低，绿化一般",
    "电梯太慢，早上等很久", "报修来得快，师傅专业", "停车乱，消防通道被占", "门岗认真负责，放心", "楼道灯经常坏，维修太慢",
    "希望多办邻里活动", "装修噪音扰民，投诉了没回复", "",
)  # fmt: skip
NOTES = (
    (NoteKind.TEMPERATURE, "会所房间温度喜欢26度"),
    (NoteKind.CONTACT, "午休十二点到两点请勿致电"),
    (NoteKind.SERVICE, "每月帮忙代收一次鲜花"),
)


def cast(stage: Stage) -> None:
    """Open some files, give the buildings their butlers, and plant each day's calls, visits and greetings."""
    estate = estate_of(stage)
    homes = [home for home in estate.homes if home.person_ids]
    if not homes or not estate.days:
        return
    ensure_site(stage.site, stage.now)
    stage.at(stage.now, _Begin([stage.rng.choice(homes) for _each in range(max(4, len(homes) // 200))]))
    stage.at(stage.now, _ask_the_owners)
    for number, day in enumerate(estate.days):
        stage.at(_moment(stage, day, 19, 30), _Answers(number, max(3, len(homes) // 40)))
        stage.at(_moment(stage, day, 9, 30), _Calls(max(2, round(PER_DAY * len(homes)))))
        stage.at(_moment(stage, day, 10, 20), _greet)
        stage.at(_moment(stage, day, 15, 0), _visit)
        if number % 2 == 0:
            stage.at(_moment(stage, day, 11, 10), _Special(stage.rng.choice(homes), number))


def _moment(stage: Stage, day: date, hour: int, minute: int) -> datetime:
    return to_utc(stage.site, datetime.combine(day, time(hour, minute)))


def _crew(stage: Stage, post: str) -> Any:
    people = estate_of(stage).crew.get(post) or next(iter(estate_of(stage).crew.values()))
    return people[stage.now.hour % len(people)]


class _Begin:
    """Files are opened with consent; buildings get butlers; the month's sample is drawn."""

    def __init__(self, homes: list[Any]) -> None:
        self.homes = homes

    def __call__(self, stage: Stage) -> None:
        butler, today = _crew(stage, "butler"), local(stage.site, stage.now).date()
        for building in Building.objects.filter(site=stage.site, units__isnull=False).distinct():
            try:
                assign_butler(
                    site=stage.site, building=building, user=butler, contact="管家热线 8001", actor=None, at=stage.now
                )
            except CareRefused:
                stage.counts["buildings_without_butler"] += 1
        for number, home in enumerate(self.homes):
            person = Person.objects.get(pk=home.person_ids[0])
            who = {"actor": butler, "at": stage.now}
            file = open_file(site=stage.site, person=person, unit_id=home.unit_id, **who)
            consent(file=file, how="counter", **who)
            kind = (MarkKind.VIP, MarkKind.ALONE, MarkKind.ELDER, MarkKind.CHILD)[number % 4]
            mark(file=file, kind=kind, on=True, **who)
            note, text = NOTES[number % len(NOTES)]
            note_preference(file=file, kind=note, text=text, **who)
            born = today + timedelta(days=1 + number % 5)
            set_day(file=file, occasion=Occasion.BIRTHDAY, day=YearDay(CalendarKind.SOLAR, born.month, born.day), **who)
            stage.counts["care_files"] += 1
        draw_sample(site=stage.site, month=f"{today:%Y-%m}", actor=None, at=stage.now)


def _ask_the_owners(stage: Stage) -> None:
    """The annual survey goes out, once a year."""
    who = {"actor": _crew(stage, "estate.manager"), "at": stage.now}
    year = local(stage.site, stage.now).year
    study = begin_study(site=stage.site, code="annual", title=f"{year}年度业主满意度调查", annual=True, **who)
    if study.state == "draft":
        homes = [home for home in estate_of(stage).homes if home.person_ids]
        open_study(study=study, closes_at=stage.now + timedelta(days=30), population=len(homes), **who)
        stage.counts["surveys_opened"] += 1


class _Answers:
    """Some owners answer the survey in the evening."""

    def __init__(self, day: int, count: int) -> None:
        self.day, self.count = day, count

    def __call__(self, stage: Stage) -> None:
        study = Study.objects.select_related("site").filter(site=stage.site, code="annual").latest("version")
        questions = list(study.questions.all())
        for each in range(self.count):
            number = self.day * self.count + each
            given: dict[int, Any] = {
                row.pk: {
                    "scale": 5 - (number + place) % 4 // 2 - (row.section == "engineering" and number % 3 == 0),
                    "nps": (10, 9, 8, 9, 5)[number % 5],
                    "text": REMARKS[number % len(REMARKS)],
                }[row.kind]
                for place, row in enumerate(questions)
            }
            key = uuid.UUID(bytes=hashlib.sha256(f"{study.pk}:{number}".encode()).digest()[:16])
            fill_study(study=study, form_key=key, given=given, at=stage.now)
            stage.counts["survey_answers"] += 1


class _Calls:
    """Some of the sample are called; some do not answer, some are not content."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __call__(self, stage: Stage) -> None:
        rows = CallBack.objects.filter(
            site=stage.site, state__in=[CallState.SAMPLED, CallState.NO_ANSWER]
        ).select_related("site", "sample__site", "person")
        for row in rows.order_by("-first", "tries", "pk")[: self.count]:
            desk, luck = _crew(stage, "frontdesk"), stage.rng.random()
            if luck > 0.97 and row.state == CallState.SAMPLED:
                opt_out(call=row, actor=desk, at=stage.now)
                continue
            call(call=row, actor=desk, at=stage.now)
            stage.counts["call_backs"] += 1
            if luck < 0.25:
                miss(call=row, actor=desk, at=stage.now)
                stage.counts["call_backs_unanswered"] += 1
                continue
            reach(call=row, actor=desk, at=stage.now)
            low = luck > 0.88
            words = stage.rng.choice(BAD if low else WORDS)
            score = 2 if low else stage.rng.choice((4, 5, 5))
            rate(call=row, score=score, recommend=3 if low else 9, comment=words, actor=desk, at=stage.now)
            stage.counts["call_backs_low"] += low


def _greet(stage: Stage) -> None:
    today = local(stage.site, stage.now).date()
    rows = Greeting.objects.filter(site=stage.site, on=today, state=GreetingState.DUE).select_related("site")
    for row in rows[:20]:
        greet(greeting=row, how="电话祝福，送贺卡", actor=_crew(stage, "butler"), at=stage.now)
        stage.counts["greetings"] += 1


def _visit(stage: Stage) -> None:
    files = OwnerFile.objects.filter(site=stage.site, marks__kind=MarkKind.ALONE, marks__until=None).select_related(
        "site"
    )
    for number, file in enumerate(files.order_by("pk")[:20]):
        if number == 2 and stage.now.day % 2:  # an accident: one visit is forgotten
            continue
        visit(file=file, words="精神不错，已提醒按时吃药", actor=_crew(stage, "butler"), at=stage.now)
        stage.counts["care_visits"] += 1


class _Special:
    """A chance is seen: one is carried out, one is against a principle."""

    def __init__(self, home: Any, number: int) -> None:
        self.home, self.number = home, number

    def __call__(self, stage: Stage) -> None:
        who = {"actor": _crew(stage, "butler"), "at": stage.now}
        against = self.number % 4 == 2
        wish = "请保安帮忙长期看管家门钥匙" if against else "老人感冒行动不便，帮忙到社区医院取药"
        row = see_chance(
            site=stage.site, chance=Chance.REQUEST if against else Chance.SITUATION, wish=wish, unit_id=self.home.unit_id,
            person_id=self.home.person_ids[0], **who,
        )  # fmt: skip
        stage.counts["special_requests"] += 1
        if against:
            decline(request=row, words="很抱歉不能长期代管钥匙，可使用前台钥匙柜按次登记", **who)
            return
        allow(request=row, ticked=[code for code, _label in PRINCIPLES], yuan=15, **who)
        if self.number:  # the first one stays open
            carry_out(request=row, words="已取药送上门，并提醒用法", **who)


def report(stage: Stage) -> dict[str, object]:
    """What care came to."""
    names = (
        "call_backs",
        "call_backs_unanswered",
        "call_backs_low",
        "surveys_opened",
        "survey_answers",
        "greetings",
        "care_visits",
        "care_files",
        "special_requests",
    )
    return {name: stage.counts[name] for name in names}


def altered_samples(site: Site) -> list[str]:
    """Samples that do not come out the same when drawn again."""
    found = []
    for sample in Sample.objects.filter(site=site):
        drawn, whole = redraw(sample)
        if not whole or {each.unit_id for each in drawn} != set(sample.calls.values_list("unit_id", flat=True)):
            found.append(sample.month)
    return found


def sampled_against_their_will(site: Site) -> list[str]:
    """Calls that were rated although the person had opted out before."""
    silent = OwnerFile.objects.filter(site=site, no_calls=True).values("person_id")
    rows = CallBack.objects.filter(site=site, person_id__in=silent, score__isnull=False)
    return [str(row.pk) for row in rows]


TROUPE = Troupe("care", cast, report, play=ESTATE)
INVARIANTS = (
    Invariant("every sample can be drawn again", altered_samples),
    Invariant("nobody is rated who wants no calls", sampled_against_their_will),
)
