"""Reception in a rehearsal and in the demo: a guarded hall with deposits, guests of rank, a leaders' office, interpreters."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import F, Min

from guanjia.conference.public import Block, Event
from guanjia.duties.public import GateClosed
from guanjia.foundation.rehearsal.public import EVENT, Invariant, Stage, Troupe
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Roles, User
from guanjia.places.public import Room
from guanjia.posts.public import Part as PostPart
from guanjia.posts.public import days_between, engage, fill_roster, on_post
from guanjia.reception.actions import languages, logistics, office, receiving, running, security, video, wishes
from guanjia.reception.actions.deposits import count_counter, deposit_item, give_back, left_behind
from guanjia.reception.actions.receiving import Announcement
from guanjia.reception.models import Car, Deposit, Engagement, Leader, Reception, SecurityPlan
from guanjia.reception.permissions import OFFICE_POST
from guanjia.reception.queries.deposits import open_deposits, unbalanced_deposits
from guanjia.reception.rules.deposits import What
from guanjia.reception.rules.languages import Language, Mode, Skill
from guanjia.reception.rules.logistics import Logistics
from guanjia.reception.rules.office import CallerKind, PaperState, Whereabouts
from guanjia.reception.rules.receptions import Hospitality, Kind, Level, Part, companions_allowed
from guanjia.reception.rules.refusals import ReceptionRefused
from guanjia.reception.rules.security import Check, PlanState, Risk

FAMILY, GIVEN = "王李张刘陈杨赵黄周吴", "明丽强芳伟静磊洋婷超"
THINGS = (What.PHONE, What.PHONE, What.BAG, What.COAT, What.PHONE, What.DEVICE)
WORTH_GUARDING = 30
OFFICE = PostPart(OFFICE_POST, "office", "领导接待", "Leaders' reception", Roles.ATTENDANT)


def cast(stage: Stage) -> None:
    """The event on the stage is guarded, its guests hand things in and collect them; one of them forgets a coat."""
    event = Event.objects.select_related("site").filter(pk=stage.memory.get("event", 0)).first()
    if event is None or event.secrecy == "controlled" or event.expected_count < WORTH_GUARDING:
        return
    begins = Block.objects.filter(event=event).aggregate(first=Min("starts_at"))["first"]
    if begins is not None:
        stage.at(begins - timedelta(hours=3), Guard(event.pk))
        stage.at(begins - timedelta(minutes=35), TakeIn(event.pk))


def _on(stage: Stage, post: str) -> Any:
    people = on_post(stage.site, post, stage.now)
    return people[0] if people else None


@dataclass(frozen=True)
class Guard:
    """Rings are computed, guards named, a commander put over them."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Plan and set."""
        event = Event.objects.select_related("site").get(pk=self.event_id)
        who, guards = _on(stage, "conference.coordinator"), on_post(stage.site, "security", stage.now)
        if who is None or not guards:
            return
        guard(event, Risk.ORDINARY, who, guards, stage.now)
        stage.counts["halls_guarded"] += 1


@dataclass(frozen=True)
class TakeIn:
    """The counter takes things in; who comes early is checked at the door if it is open."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Deposit, then come back after the end."""
        event = Event.objects.select_related("site").get(pk=self.event_id)
        who = _on(stage, "frontdesk")
        plan = SecurityPlan.objects.filter(event=event).select_related("event", "site", "commander").first()
        if who is None or event.ends_at is None:
            return
        if plan is not None:
            open_doors(plan, who, stage.now)
        for number in range(stage.rng.randint(2, 6)):
            name = stage.rng.choice(FAMILY) + stage.rng.choice(GIVEN)
            tag = f"{self.event_id}-{number + 1}"
            deposit_item(event=event, tag=tag, holder=name, what=stage.rng.choice(THINGS), actor=who, at=stage.now)
            stage.counts["deposits"] += 1
        stage.at(event.ends_at + timedelta(minutes=4), GiveOut(self.event_id))
        stage.at(event.ends_at + timedelta(minutes=25), Clear(self.event_id))


@dataclass(frozen=True)
class GiveOut:
    """All but the last one collect; one has lost the tag."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Give back by tag and name; without a tag two stand by."""
        event = Event.objects.select_related("site").get(pk=self.event_id)
        who, second = _on(stage, "frontdesk"), _on(stage, "conference.greeter")
        rows = list(open_deposits(event).select_related("item"))[:-1]
        for number, row in enumerate(rows):
            tagless = number == 0 and len(rows) > 2
            told: dict[str, Any] = (
                {"described": "黑色，右下角有划痕", "witness": second} if tagless else {"tag": row.tag}
            )
            give_back(deposit=row, name=row.item.holder, signature=row.item.holder, actor=who, at=stage.now, **told)


@dataclass(frozen=True)
class Clear:
    """What nobody collected becomes lost property, the counter is counted, the rings stand down."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """To nothing."""
        event = Event.objects.select_related("site").get(pk=self.event_id)
        who = _on(stage, "frontdesk")
        for row in open_deposits(event):
            left_behind(deposit=row, place="前台失物柜", actor=who, at=stage.now)
        count_counter(event=event, counted=0, actor=who, at=stage.now)


def guard(event: Event, risk: Risk, who: Any, guards: list[Any], at: datetime) -> SecurityPlan:
    """A plan with its rings filled and set."""
    heads = max(1, event.guaranteed_count or event.expected_count)
    plan = security.plan_security(event=event, risk=risk, heads=heads, actor=who, at=at)
    for number, row in enumerate(plan.rings.order_by("pk")):
        ours = guards[number : number + 1]
        security.name_guards(
            plan=plan, ring=row.circle, needed=row.needed, guards=ours, helpers=row.needed - len(ours), place="",
            actor=who, at=at,
        )  # fmt: skip
    plan = security.name_command(plan=plan, commander=who, channel="3频道", permit="", actor=who, at=at)
    return security.move_security(plan=plan, to=PlanState.SET, actor=who, at=at)


def open_doors(plan: SecurityPlan, who: Any, at: datetime) -> None:
    """The entry check runs if the hall was searched; else the doors stay shut, as they should."""
    try:
        plan = security.move_security(plan=plan, to=PlanState.SCREENING, actor=who, at=at)
    except (GateClosed, MoveRefused, ReceptionRefused):
        return
    for kind in (Check.IDENTITY, Check.INVITATION, Check.INVITATION):
        security.note_check(plan=plan, kind=kind, actor=who, at=at)
    security.note_check(plan=plan, kind=Check.ITEM, note="自喷漆一罐", actor=who, at=at)


def load(site: Site, now: datetime) -> None:
    """The demo: two receptions, a counter with things in it, the leaders' office with papers under way, a forum in three
    languages. Called once, after the conferences are there."""
    who = User.objects.filter(username="coordinator").first()
    desk, manager = User.objects.filter(username="desk").first(), User.objects.filter(username="manager").first()
    if who is None or desk is None or manager is None:
        return
    _office(site, manager, now)
    _receptions(site, who, manager, now)
    _hall(site, who, desk, now)
    _languages(site, who, now)


def _event(site: Site, title: str) -> Event | None:
    return Event.objects.select_related("site").filter(site=site, title=title).first()


def _hall(site: Site, who: Any, desk: Any, now: datetime) -> None:
    event = _event(site, "青年干部读书会")
    if event is None:
        return
    guard(event, Risk.ORDINARY, who, on_post(site, "security", now), now - timedelta(minutes=30))
    for number, name in enumerate(("周明", "吴丽", "陈强", "李芳", "杨伟"), 1):
        deposit_item(
            event=event,
            tag=f"A{number:02}",
            holder=name,
            what=THINGS[number],
            actor=desk,
            at=now - timedelta(minutes=9),
        )
    first = Deposit.objects.select_related("item").get(counter__event=event, tag="A02")
    give_back(deposit=first, tag="A02", name="吴丽", actor=desk, at=now - timedelta(minutes=2))


def _receptions(site: Site, who: Any, manager: Any, now: datetime) -> None:
    day = local(site, now).date() + timedelta(days=1)
    nine = to_utc(site, datetime.combine(day, time(9)))
    told: dict[str, Any] = {"actor": who, "at": now}
    event = _event(site, "客商会见")
    said = Announcement(
        kind=Kind.OFFICIAL, party="兰阳市政府考察团", heads=6, level=Level.BUREAU, purpose="考察政务会议保障",
        arrives_at=nine + timedelta(hours=1), leaves_at=nine + timedelta(hours=6), entrance="东门",
        letter_number="兰政办函〔2026〕18号", letter_from="兰阳市人民政府办公室", letter_on=local(site, now).date(),
    )  # fmt: skip
    row = receiving.announce(site=site, said=said, **told)
    offered = Hospitality(6, companions=3, meals=1, greeters=2)
    row = receiving.offer(reception=row, offered=offered, rev=row.rev, **told)
    row = receiving.confirm(reception=row, **told)
    row = running.assign_host(reception=row, user=manager, **told)
    _party(row, (("梁致远", "副市长"), ("沈若兰", "秘书长"), ("何向东", "办公室主任")), who, now)
    room = Room.objects.filter(site=site, code="402").first()
    if room is not None:
        row = running.take_lounge(reception=row, room=room, **told)
    car = Car.objects.create(site=site, name="考斯特 1号", seats=18)
    Car.objects.create(site=site, name="商务车 2号", seats=7)
    running.take_car(reception=row, car=car, starts_at=nine, ends_at=nine + timedelta(hours=2), **told)
    lines = (
        (Logistics.TICKET, "G7318 江州东站到达", 30),
        (Logistics.GATE, "东门，考斯特一辆", 55),
        (Logistics.LIFT, "1号梯停一层", 58),
    )
    for kind, what, minutes in lines:
        logistics.arrange(
            reception=row, kind=kind, what=what, when=nine + timedelta(minutes=minutes), by=manager, **told
        )
    second = Announcement(
        kind=Kind.BUSINESS, party="法国里昂工商会", heads=4, level=Level.GUEST, purpose="客商会见", event=event,
        arrives_at=nine + timedelta(hours=5, minutes=30), leaves_at=nine + timedelta(hours=8), entrance="正门",
    )  # fmt: skip
    receiving.announce(site=site, said=second, **told)


def _party(row: Reception, people: tuple[tuple[str, str], ...], who: Any, now: datetime) -> None:
    crew = on_post(row.site, "conference.attendant", now) or [who]
    greeter = (on_post(row.site, "conference.greeter", now) or [who])[0]
    for user, part in ((crew[0], Part.SERVER), (greeter, Part.ESCORT)):
        receiving.name_crew(reception=row, user=user, part=part, actor=who, at=now)
    for number, (name, position) in enumerate(people):
        profile = wishes.keep_profile(
            site=row.site, name=name, kind=row.sort, level=row.rank, marked=number == 0, actor=who, at=now
        )
        guest = receiving.add_guest(
            reception=row, profile=profile, position=position, principal=number == 0, actor=who, at=now
        )
        if number == 0:
            wishes.note_wishes(guest=guest, diet="对海鲜过敏", habits="绿茶，座椅调低", actor=crew[0], at=now)


def _office(site: Site, manager: Any, now: datetime) -> None:
    office.set_up_group(site=site, floors="7,6,4,3", leaders=True, actor=manager, at=now)
    crew = engage(site, (OFFICE,), ("宋雅",), prefix="", password="guanjia-demo")
    today = local(site, now).date()
    fill_roster(site, crew, days_between(today, today + timedelta(days=14)), begin=time(7), end=time(23))
    us = crew.by_post[OFFICE_POST][0]
    rows = (
        ("顾清源", "顾局长", "701", True, "01"),
        ("罗敏", "罗副局长", "702", True, "02"),
        ("秦朗", "秦总", "603", False, "03"),
    )
    leaders = [
        office.add_leader(
            site=site, actor=manager, at=now, name=name, title=title, room=room, main=main, tableware=number,
            newspapers="江州日报、机关参阅", order=place,
        )
        for place, (name, title, room, main, number) in enumerate(rows, 1)
    ]  # fmt: skip
    told: dict[str, Any] = {"actor": us, "at": now}
    office.say_whereabouts(leader=leaders[1], where=Whereabouts.MEETING, until=now + timedelta(hours=1), **told)
    papers = (
        ("关于冬季安全保障的通知", "江管发〔2026〕41号"),
        ("年度会务工作要点", "局办〔2026〕12号"),
        ("公务接待清单", "局办〔2026〕13号"),
    )
    made = [
        office.bring_paper(
            leader=leaders[n % 2], title=title, number=number, wanted_at=now + timedelta(hours=3), **told
        )
        for n, (title, number) in enumerate(papers)
    ]
    office.move_paper(paper=made[1], to=PaperState.COLLECTED, **told)
    office.receive_caller(
        site=site, kind=CallerKind.VISITOR, matter="汇报物业服务合同续签", name="陈处长", leader=leaders[0], **told
    )
    office.receive_caller(site=site, kind=CallerKind.PETITIONER, matter="反映小区停车收费", leader=leaders[1], **told)
    office.note_errand(
        site=site, words="下午会议增加两份参阅材料", due_at=now + timedelta(hours=2), leader=leaders[0], **told
    )


def _languages(site: Site, who: Any, now: datetime) -> None:
    told: dict[str, Any] = {"actor": who, "at": now}
    forum, large = _event(site, "数字产业论坛"), _event(site, "全市经济工作会议")
    people = [
        languages.add_interpreter(site=site, name=name, phone="", languages=tongues, certificate=seen, **told)
        for name, tongues, seen in (
            ("程译文", [Language.EN], "全国翻译专业资格一级口译"),
            ("安雅", [Language.EN, Language.FR], "全国翻译专业资格二级口译"),
            ("金素妍", [Language.KO], "韩国语能力考试六级"),
        )
    ]
    for post, language, skill in (
        ("frontdesk", Language.EN, Skill.INTERMEDIATE),
        ("conference.greeter", Language.EN, Skill.BASIC),
    ):
        for user in on_post(site, post, now):
            languages.set_skill(site=site, user=user, language=language, skill=skill, **told)
    if forum is not None and forum.starts_at is not None and forum.ends_at is not None:
        for language, listeners in ((Language.EN, 40), (Language.KO, 12)):
            need = languages.need_language(
                event=forum, language=language, mode=Mode.SIMULTANEOUS, starts_at=forum.starts_at, ends_at=forum.ends_at,
                listeners=listeners, **told,
            )  # fmt: skip
            for each in people:
                if language.value in each.languages:
                    languages.assign_interpreter(need=need, interpreter=each, **told)
        words = "数字经济 = digital economy\n算力网络 = computing network\n数据要素 = data as a factor of production"
        languages.keep_terms(event=forum, language=Language.EN, text=words, **told)
    block = Block.objects.filter(event=large).select_related("event", "site").first() if large else None
    if block is not None:
        video.plan_video(
            block=block, main_line="政务专线 A", spare_line="移动专线 B", bridge="0571-8000 2000",
            venues=("东区分会场", "西区分会场", "高新区分会场"), **told,
        )  # fmt: skip


def taken_twice(site: Site) -> list[str]:
    """Cars and interpreters that two have at one time."""
    rows = (
        Engagement.objects.filter(site=site, released_at=None)
        .order_by("key", "starts_at")
        .values_list("key", "starts_at", "ends_at")
    )
    found: list[str] = []
    last: tuple[str, datetime | None] = ("", None)
    for key, starts_at, ends_at in rows:
        if key == last[0] and last[1] is not None and starts_at < last[1]:
            found.append(f"{key} twice at {starts_at}")
        last = (key, ends_at)
    return found


def beyond_the_law(site: Site) -> list[str]:
    """Official receptions without a letter, with a second meal or too many companions; those that left before they came."""
    rows = Reception.objects.filter(site=site)
    official = rows.filter(kind=Kind.OFFICIAL)
    found = [f"{row.number}: no letter" for row in official.filter(letter_number="")]
    found += [f"{row.number}: {row.meals} meals" for row in official.filter(meals__gt=1)]
    found += [
        f"{row.number}: {row.companions} companions"
        for row in official.exclude(state="announced")
        if row.companions > companions_allowed(row.heads, 3)
    ]
    return found + [f"{row.number}: left before it came" for row in rows.filter(left_at__lt=F("arrived_at"))]


def leaders_without_keeper(site: Site) -> list[str]:
    """Documents handed over without a name, or collected without the hour by which they are due."""
    papers = Leader.objects.filter(site=site).values_list(
        "papers__pk", "papers__state", "papers__handed_to", "papers__hand_due_at"
    )
    return [
        f"paper {pk}"
        for pk, state, to, due in papers
        if (state == PaperState.HANDED and not to) or (state == PaperState.COLLECTED and due is None)
    ]


INVARIANTS = (
    Invariant("deposits in = out", unbalanced_deposits),
    Invariant("no car and no interpreter twice at once", taken_twice),
    Invariant("receptions stay inside the law", beyond_the_law),
    Invariant("documents have keeper and hour", leaders_without_keeper),
)
TROUPE = Troupe(
    "reception", cast, lambda stage: {name: stage.counts[name] for name in ("halls_guarded", "deposits")}, play=EVENT
)
