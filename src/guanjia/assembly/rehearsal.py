"""The votes of a rehearsal and of the demo: motions by name, secret and by hands, a line that drops, minutes, the sealed record."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q

from guanjia.assembly.actions.assembling import adjourn, adjust, open_assembly, set_up
from guanjia.assembly.actions.counting import enter_count
from guanjia.assembly.actions.floor import ask_question, ask_to_speak, call_speaker, move_question
from guanjia.assembly.actions.minutes import confirm_minutes, draft_minutes
from guanjia.assembly.actions.motions import close_motion, open_motion, put_motion
from guanjia.assembly.actions.papers import add_paper, give_out
from guanjia.assembly.actions.presence import join_from_afar, place
from guanjia.assembly.actions.sealing import seal_record
from guanjia.assembly.actions.voting import cast_vote
from guanjia.assembly.actions.wordings import open_wording
from guanjia.assembly.models import Assembly, Attendee, Ballot, BallotCount, Elector, Motion
from guanjia.assembly.queries.attendance import here_of
from guanjia.assembly.queries.results import count_again, result_words
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.states import MotionState, QuestionState, Video, Way, Where
from guanjia.assembly.rules.tally import Majority, Quorum
from guanjia.conference.public import Block, Draft, Event, add_guests
from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.rehearsal.public import EVENT, Invariant, Stage, Troupe
from guanjia.foundation.sites.public import Site
from guanjia.posts.public import on_post

VOTERS = 30
APPEAL = """第一条 坚持规划先行，统筹老旧街区、厂区和城中村改造，分批推进，先易后难。

第二条 居民意见优先，改造方案经居民代表会议讨论后实施。

第三条 历史建筑应保尽保。"""
DEMO_EVENT = "城市更新项目调度会"
COMMITTEE = (
    ("梁远", "江州市人民政府", "副市长"), ("韩冬", "市商务局", "局长"), ("白露", "市财政局", "副局长"),
    ("江雪", "市投资促进局", "局长"), ("许文", "市住房和城乡建设局", "处长"), ("沈青", "市文化和旅游局", "处长"),
    ("陆明", "高新区管委会", "主任"), ("何静", "市总工会", "副主席"), ("杜远", "市工商业联合会", "秘书长"),
)  # fmt: skip
MOTIONS = (
    ("关于年度城市更新计划的议题", "审议通过年度城市更新计划（草案）。", Way.OPEN, Majority.HALF_PRESENT, 20),
    ("关于老旧街区改造项目的议题", "同意老旧街区改造项目列入明年计划。", Way.SECRET, Majority.THIRDS_PRESENT, 6),
)
OPEN_MOTION = ("关于节能改造方案的议题", "同意节能改造方案，由更新办组织实施。", Way.OPEN, Majority.HALF_PRESENT)


def cast(stage: Stage) -> None:
    """The event on the stage votes in its first meeting: put the motions before, vote, drop a line, close, write down."""
    event = Event.objects.filter(pk=stage.memory.get("event", 0)).first()
    block = Block.objects.filter(event=event).order_by("starts_at").first() if event else None
    if event is None or block is None or event.secrecy != "ordinary":
        return
    stage.at(stage.now + timedelta(minutes=90), Prepare(block.pk))
    stage.at(block.starts_at + timedelta(minutes=20), Session(block.pk))
    stage.at(block.ends_at - timedelta(minutes=5), WriteDown(block.pk))


def _actor(stage: Stage, post: str) -> Any:
    people = on_post(stage.site, post, stage.now)
    return people[0] if people else None


@dataclass(frozen=True)
class Prepare:
    """The clerk sets the meeting up and puts its motions."""

    block_id: int

    def __call__(self, stage: Stage) -> None:
        """Motions of each way of voting."""
        who = _actor(stage, "conference.coordinator")
        block = Block.objects.select_related("site", "event").get(pk=self.block_id)
        if who is None:
            return
        assembly = set_up(block=block, actor=who, at=stage.now)
        for way in Way:
            put_motion(
                assembly=assembly, title=f"关于{way.value}事项的议题", text="", way=way, weighted=False, quorum=Quorum.NONE,
                majority=Majority.HALF_PRESENT, options=(), actor=who, at=stage.now,
            )  # fmt: skip


@dataclass(frozen=True)
class Session:
    """The meeting votes: some twice, some too late, one line drops."""

    block_id: int

    def __call__(self, stage: Stage) -> None:
        """Open, vote, close, one motion after the other."""
        who, second = _actor(stage, "conference.coordinator"), _actor(stage, "conference.leader")
        assembly = Assembly.objects.select_related("site", "event", "block").filter(block=self.block_id).first()
        if assembly is None or who is None or second is None or assembly.block.state == "cancelled":
            return
        assembly = open_assembly(assembly=assembly, actor=who, at=stage.now)
        for pk in Attendee.objects.filter(assembly=assembly, votes=True).values_list("pk", flat=True)[:VOTERS]:
            place(attendee=_attendee(pk), where=Where.ROOM, actor=who, at=stage.now)
        for motion in Motion.objects.filter(assembly=assembly, state=MotionState.DRAFT).order_by("number"):
            try:
                opened = open_motion(motion=motion, actor=who, at=stage.now)
            except AssemblyRefused:
                stage.counts["votes_refused"] += 1
                return
            self._vote(stage, opened, who, second)

    def _vote(self, stage: Stage, motion: Motion, who: Any, second: Any) -> None:
        here = here_of(motion.assembly, stage.now)
        if motion.taken is Way.HANDS:
            for actor in (who, second):
                numbers = {"for": len(here), "against": 0, "abstain": 0}
                enter_count(motion=motion, numbers=numbers, actor=actor, at=stage.now)
        else:
            for number, pk in enumerate(here[:VOTERS]):
                option = stage.rng.choice(("for", "for", "against", "abstain"))
                key = f"{motion.pk:08}-{pk:012}"
                cast_vote(attendee=_attendee(pk), motion_id=motion.pk, option=option, key=key, at=stage.now)
                stage.counts["votes"] += 1
                if number % 7 == 0:  # sent a second time by a slow line
                    cast_vote(attendee=_attendee(pk), motion_id=motion.pk, option="against", key=key, at=stage.now)
        close_motion(motion=motion, actor=who, at=stage.now)
        for pk in here[:1]:
            _try_late(pk, motion, stage)


def _try_late(pk: int, motion: Motion, stage: Stage) -> None:
    try:
        cast_vote(
            attendee=_attendee(pk), motion_id=motion.pk, option="against", key="late-late-late-late", at=stage.now
        )
    except AssemblyRefused:
        stage.counts["votes_refused"] += 1


@dataclass(frozen=True)
class WriteDown:
    """The meeting is adjourned, its minutes drafted, signed and sealed."""

    block_id: int

    def __call__(self, stage: Stage) -> None:
        """Adjourn to seal."""
        who = _actor(stage, "conference.coordinator")
        assembly = Assembly.objects.select_related("site", "event").filter(block=self.block_id, state="open").first()
        if assembly is None or who is None:
            return
        write_down(assembly, who, stage.now)
        stage.counts["records_sealed"] += 1


def write_down(assembly: Assembly, who: Any, at: datetime) -> None:
    """Adjourn, draft, sign on paper, seal."""
    done = adjourn(assembly=assembly, actor=who, at=at)
    minutes = draft_minutes(assembly=done, language="zh-hans", actor=who, at=at)
    confirm_minutes(minutes=minutes, rev=minutes.rev, name="会议主持人", actor=who, at=at)
    seal_record(assembly=done, actor=who, at=at)


def _attendee(pk: int) -> Attendee:
    return Attendee.objects.select_related("assembly__site", "assembly__event", "guest").get(pk=pk)


def load(site: Site, now: datetime) -> None:
    """The demo's meeting on screens: a committee in session with two votes behind it, one open, people from afar, a paper, a speaker.

    Called once, after the conferences are there.
    """
    rows = Block.objects.filter(site=site, event__title=DEMO_EVENT).exclude(event__coordinator=None)
    block = rows.select_related("site", "event__site", "event__coordinator", "room").first()
    if block is None or block.event.coordinator is None:
        return
    who = block.event.coordinator
    drafts = [Draft(name, delegation=unit, position=position) for name, unit, position in COMMITTEE]
    add_guests(event=block.event, drafts=drafts, actor=who, at=now)
    assembly = open_assembly(assembly=set_up(block=block, actor=who, at=now), actor=who, at=now)
    names = [name for name, _unit, _position in COMMITTEE]
    found = {row.guest.name: row for row in Attendee.objects.filter(assembly=assembly).select_related("guest")}
    people = [_attendee(found[name].pk) for name in names]
    assembly = adjust(
        assembly=assembly, remote=True, own_devices=True, video=Video.PEER, video_url="", video_code="",
        chair_id=people[0].pk, actor=who, at=now,
    )  # fmt: skip
    for row in people[:7]:
        place(attendee=row, where=Where.ROOM, actor=who, at=now)
    join_from_afar(attendee=_attendee(people[7].pk), at=now)
    _demo_paper(assembly, who, now)
    here = here_of(assembly, now)
    for title, text, way, majority, against in MOTIONS:
        motion = _put(assembly, title, text, way, majority, who, now)
        for number, pk in enumerate(here):
            option = "against" if number % against == 0 else "for"
            cast_vote(
                attendee=_attendee(pk), motion_id=motion.pk, option=option, key=f"demo-{motion.pk}-{pk:012}", at=now
            )
        close_motion(motion=motion, actor=who, at=now)
    motion = _put(assembly, *OPEN_MOTION, who, now)
    for row in people[2:5]:
        cast_vote(
            attendee=_attendee(row.pk), motion_id=motion.pk, option="for", key=f"demo-{motion.pk}-{row.pk:012}", at=now
        )
    _demo_floor(people, who, now)


def _put(assembly: Assembly, title: str, text: str, way: Way, majority: Majority, who: Any, now: datetime) -> Motion:
    motion = put_motion(
        assembly=assembly, title=title, text=text, way=way, weighted=False, quorum=Quorum.NONE, majority=majority,
        options=(), actor=who, at=now,
    )  # fmt: skip
    return open_motion(motion=motion, actor=who, at=now)


def _demo_paper(assembly: Assembly, who: Any, now: datetime) -> None:
    lines = ["一、工作目标", "改造后片区公共建筑年用电量较上年下降百分之十二。", "二、实施范围", "片区内学校、医院和办公楼的照明、空调。",
             "三、时间安排", "三月完成设计，六月底前完工，七月验收。"]  # fmt: skip
    data = {"title": "节能改造方案（讨论稿）", "lines": lines, "number": assembly.event.ref, "site": assembly.site.name,
            "signed": "", "chair": "", "draft": "", "heads": ["一、", "二、", "三、"]}  # fmt: skip
    paper = render_pdf("assembly/minutes.typ", data)
    add_paper(
        assembly=assembly, upload=paper, name="节能改造方案.pdf", title="节能改造方案（讨论稿）", actor=who, at=now
    )
    give_out(assembly=assembly, actor=who, at=now)
    open_wording(assembly=assembly, title="城市更新倡议书（共同修改稿）", text=APPEAL, actor=who, at=now)


def _demo_floor(people: list[Attendee], who: Any, now: datetime) -> None:
    first = ask_to_speak(attendee=_attendee(people[3].pk), topic="改造期间的交通组织", at=now)
    for row, topic in ((people[4], "设计单位的选择"), (people[6], "高新区的配套")):
        ask_to_speak(attendee=_attendee(row.pk), topic=topic, at=now)
    call_speaker(speech=first, actor=who, at=now)
    question = ask_question(
        attendee=_attendee(people[5].pk), words="施工期间学校照常上课吗？", key="demo-question-0001", at=now
    )
    move_question(question=question, to=QuestionState.SHOWN, actor=who, at=now)
    ask_question(attendee=_attendee(people[7].pk), words="经费是否已列入预算？", key="demo-question-0002", at=now)


def more_votes_than_voters(site: Site) -> list[str]:
    """Motions with more votes on screens than electors who voted, or more who voted than could."""
    rows = Motion.objects.filter(assembly__site=site).annotate(
        voted=Count("electors", filter=Q(electors__voted=True, electors__on_paper=False), distinct=True)
    )
    ballots = dict(
        Ballot.objects.filter(motion__assembly__site=site, attendee=None).values_list("motion").annotate(n=Count("pk"))
    )
    return [
        f"motion {row.pk}: {ballots[row.pk]} votes of {row.voted}"
        for row in rows
        if ballots.get(row.pk, 0) not in (0, row.voted)
    ]


def results_that_do_not_add_up(site: Site) -> list[str]:
    """Closed motions whose kept result is not what their rows say."""
    rows = Motion.objects.filter(assembly__site=site, state=MotionState.CLOSED)
    return [f"motion {row.pk}" for row in rows if result_words(count_again(row)) != row.result]


def counts_by_one(site: Site) -> list[str]:
    """Counts in a closed vote that one person alone stands for."""
    rows = BallotCount.objects.filter(motion__assembly__site=site, motion__state=MotionState.CLOSED)
    alone = rows.filter(Q(confirmed_by=None) | Q(confirmed_by=F("entered_by")))
    return [f"motion {motion}" for motion in alone.values_list("motion", flat=True)]


def traces_of_secret_votes(site: Site) -> list[str]:
    """Secret votes with a person or a time."""
    rows = Ballot.objects.filter(motion__assembly__site=site, motion__way=Way.SECRET)
    told = rows.filter(Q(attendee__isnull=False) | Q(at__isnull=False)).values_list("pk", flat=True)
    seen = Elector.objects.filter(motion__assembly__site=site, motion__way=Way.SECRET, voted_at__isnull=False)
    return [f"ballot {pk}" for pk in told] + [f"elector {pk}" for pk in seen.values_list("pk", flat=True)]


INVARIANTS = (
    Invariant("votes are not more than voters", more_votes_than_voters),
    Invariant("results are what the votes say", results_that_do_not_add_up),
    Invariant("counts are by two", counts_by_one),
    Invariant("secret votes have no trace", traces_of_secret_votes),
)
TROUPE = Troupe(
    "assembly", cast,
    lambda stage: {name: stage.counts[name] for name in ("votes", "votes_refused", "records_sealed")}, play=EVENT,
)  # fmt: skip
