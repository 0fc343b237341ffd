"""Clients of a rehearsal and of the demo: a review comes and is answered, points are booked and spent, ideas are judged."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Sum

from guanjia.clientele.actions.clients import tell_preference
from guanjia.clientele.actions.packages import save_package
from guanjia.clientele.actions.points import earn
from guanjia.clientele.actions.proposals import judge, propose
from guanjia.clientele.actions.referrals import code_for
from guanjia.clientele.actions.reviews import HELD, answer_review, give_review, invite_review, link_of, may_be_reviewed
from guanjia.clientele.models import Package, PackageChoice, PointAccount, PointEntry, Referral, Review
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.clientele.rules.states import ProposalState, ReferralState
from guanjia.conference.public import Event
from guanjia.foundation.rehearsal.public import EVENT, Invariant, Stage, Troupe
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import Organisation, Roles, users_with_role
from guanjia.posts.public import on_post

WORDS = (
    (5, "准备细致，茶歇分量刚好。"),
    (4, "会场好找，话筒音量再稳一些更好。"),
    (2, "签到排队久，下次请多开一个台。"),
    (5, "临时换台型一个多小时就好了，佩服。"),
)
SHOW, HYBRID = ("sound", "projector", "technician"), ("tea", "video_conference", "recording", "technician")
PACKAGES = (
    ("meeting", "商务会谈", "茶水、投影，半天够用", ("ordinary", "committee"), ("tea", "projector"), 2, 40, 6_000),
    ("board", "董事会私享", "独立会议室，专人茶艺", ("board",), ("tea", "tea_break", "place_cards", "fruit", "ushers"), 2, 24, 22_000),
    ("training", "培训一日", "音响投影、白板，含工作餐", ("training",), ("tea", "sound", "projector", "work_meal"), 10, 160, 15_800),
    ("launch", "新品发布", "直播、签到、技术员全程", ("launch",), (*SHOW, "streaming", "check_in", "backdrop"), 40, 500, 28_000),
    ("official", "机关例会", "简约会务，符合会议费规定", ("official", "hearing"), ("tea", "sound", "place_cards"), 5, 500, 4_500),
    ("community", "社区公益", "低价场地，茶水音响", ("community", "committee", "assembly"), ("tea", "sound"), 10, 200, 2_000),
    ("hybrid", "线上线下", "视频会议与录制", ("ordinary", "training", "official"), HYBRID, 5, 200, 12_800),
    ("green", "绿色会议", "无纸化、集中饮水、按人数备餐", ("ordinary", "training"), ("tea", "projector"), 5, 150, 7_200),
)  # fmt: skip


def cast(stage: Stage) -> None:
    """Somebody has an idea; after the event on the stage its client is asked for a review, which is answered."""
    stage.at(stage.now + timedelta(hours=1), Idea())
    event = Event.objects.filter(pk=stage.memory.get("event", 0)).first()
    if event is not None and event.ends_at is not None:
        stage.at(event.ends_at + timedelta(hours=3), Say(event.pk))


@dataclass(frozen=True)
class Idea:
    """An attendant proposes something; the manager lets it be tried."""

    def __call__(self, stage: Stage) -> None:
        """Propose, judge."""
        author, judges = (
            on_post(stage.site, "conference.attendant", stage.now),
            on_post(stage.site, "conference.manager", stage.now),
        )
        if not author or not judges or author[0].pk == judges[0].pk:
            return
        made = propose(
            site=stage.site, title="茶歇改小份多次", text="按到场人数分两次上，少剩。", actor=author[0], at=stage.now
        )
        until = local(stage.site, stage.now).date() + timedelta(days=14)
        judge(
            proposal=made, to=ProposalState.TRYING, answer="先在两个小会议室试两周。", trial_until=until, rev=made.rev, actor=judges[0],
            at=stage.now,
        )  # fmt: skip
        stage.counts["proposals"] += 1


@dataclass(frozen=True)
class Say:
    """The client reviews; we answer an hour later. A second try is refused."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """Only what was held."""
        event = Event.objects.select_related("site", "organisation").get(pk=self.event_id)
        if not may_be_reviewed(event) or Review.objects.filter(event=event).exists():
            return
        link, _token = invite_review(event=event, actor=None, at=stage.now)
        score, text = stage.rng.choice(WORDS)
        review = give_review(link=link, score=score, text=text, shown_as="", at=stage.now)
        stage.counts["reviews"] += 1
        try:
            give_review(link=link, score=5, text="", shown_as="", at=stage.now)
        except ClienteleRefused:
            stage.counts["reviews_refused"] += 1
        who = on_post(stage.site, "conference.coordinator", stage.now)
        if who:
            answer_review(
                review=review, text="感谢您的评价，我们已记下并改进。", rev=review.rev, actor=who[0], at=stage.now
            )


def load(site: Site, now: datetime) -> None:
    """The demo: eight packages, what past meetings took, likes, points, a code, reviews of which one waits, proposals. Called once."""
    who = next(iter(users_with_role(site, Roles.COORDINATOR, at=now)), None)
    chief = next(iter(users_with_role(site, Roles.SITE_MANAGER, at=now)), None)
    crew = next(iter(users_with_role(site, Roles.ATTENDANT, at=now)), None)
    if who is None or chief is None or crew is None:
        return
    _packages(site, chief, now)
    events = Event.objects.select_related("site", "organisation", "intake").filter(
        site=site, secrecy="ordinary", intake__isnull=False
    )
    held = [event for event in events.order_by("starts_at") if event.state in HELD]
    _choices(site, held, who)
    for event in held:
        if event.state in {"closed", "archived"} and event.organisation is not None:
            _points(event, now)
    _words(held, who, now)
    _sent(site, held, who, now)
    firm = Organisation.objects.filter(sites=site, kind="enterprise").first()
    if firm is not None:
        code_for(site=site, organisation=firm, actor=who, at=now)
        for topic, text in (("tea", "龙井，主位不加糖"), ("cards", "席卡双面，中文在上、英文在下")):
            tell_preference(
                site=site,
                client=firm,
                contact=None,
                topic=topic,
                text=text,
                agreed=False,
                event=None,
                actor=who,
                at=now,
            )
    one = propose(site=site, title="签到台旁设饮水点", text="来宾排队时可先取水，少发瓶装水。", actor=crew, at=now)
    judge(
        proposal=one, to=ProposalState.TRYING, answer="从下周起试行一个月。", rev=one.rev, actor=chief, at=now,
        trial_until=local(site, now).date() + timedelta(days=30),
    )  # fmt: skip
    propose(site=site, title="席卡回收再印", text="席卡用可擦写卡芯，会后回收。", actor=crew, at=now)


def _packages(site: Site, chief: Any, now: datetime) -> None:
    for code, name, pitch, kinds, services, least, most, fen in PACKAGES:
        values = {
            "code": code, "name": name, "pitch": pitch, "kinds": list(kinds), "services": list(services), "style": "", "least": least,
            "most": most, "head_fen": fen, "valid_from": date(2026, 1, 1), "valid_until": None,
        }  # fmt: skip
        save_package(site=site, package=Package(), values=values, rev=0, actor=chief, at=now)


def _choices(site: Site, held: list[Event], who: Any) -> None:
    """What each past meeting took: the first that is made for it and holds its heads."""
    packages = list(Package.objects.filter(site=site))
    for event in held:
        fits = [p for p in packages if p.least <= event.expected_count <= p.most]
        liked = sorted(fits, key=lambda p: (event.kind not in p.kinds, p.head_fen))
        if liked:
            PackageChoice.objects.create(
                site=site, event=event, package=liked[0], organisation=event.organisation, segment=event.intake.segment,
                kind=event.kind, offered=[p.code for p in fits], rank=fits.index(liked[0]) + 1, head_fen=liked[0].head_fen,
                chosen_at=event.created_at, chosen_by=who,
            )  # fmt: skip


def _points(event: Event, now: datetime) -> None:
    try:
        earn(
            site=event.site, organisation=event.organisation, rule="held", event=event, key=f"held:{event.pk}",
            bill_fen=max(4_800_000, 10_000 * event.expected_count), actor=None, at=now,
        )  # fmt: skip
    except ClienteleRefused:
        return


def _sent(site: Site, held: list[Event], who: Any, now: datetime) -> None:
    """The owners' committee sent the firm to its first meeting here, and was thanked by points."""
    sender = Organisation.objects.filter(sites=site, kind="owner").first()
    first = next((event for event in held if event.organisation and event.organisation.kind == "enterprise"), None)
    if sender is None or first is None:
        return
    code = code_for(site=site, organisation=sender, actor=who, at=first.created_at)
    Referral.objects.create(
        site=site, event=first, code=code, named_at=first.created_at, state=ReferralState.COUNTED, settled_at=now
    )
    earn(
        site=site, organisation=sender, rule="referral", event=first, key=f"referral:{first.pk}", bill_fen=0, actor=None,
        at=now,
    )  # fmt: skip


def _words(held: list[Event], who: Any, now: datetime) -> None:
    """Reviews of what was held; the last one waits for its answer."""
    asked = [event for event in held if may_be_reviewed(event)][:4]
    for number, (event, (score, text)) in enumerate(zip(asked, WORDS, strict=False)):
        _link, token = invite_review(event=event, actor=who, at=now)
        link = link_of(token)
        if link is None:
            continue
        name = str(event.organisation) if event.organisation and number % 2 == 0 else ""
        review = give_review(link=link, score=score, text=text, shown_as=name, at=now)
        if number < len(asked) - 1:
            answer_review(
                review=review, text="感谢您的评价，所提意见已交当班组长落实。", rev=review.rev, actor=who, at=now
            )


def unbalanced(site: Site) -> list[str]:
    """Accounts whose balance is not the sum of their ledger, or below nought."""
    rows = PointAccount.objects.filter(site=site).annotate(booked=Sum("entries__points"))
    return [f"account {row.pk}" for row in rows if row.balance != (row.booked or 0) or row.balance < 0]


def unheld_reviews(site: Site) -> list[str]:
    """Reviews of meetings that were not held, or are protected."""
    rows = Review.objects.filter(site=site).exclude(event__state__in=HELD, event__secrecy="ordinary")
    return [f"review {pk}" for pk in rows.values_list("pk", flat=True)]


def official_points(site: Site) -> list[str]:
    """Points of government bodies or from public funds."""
    rows = PointEntry.objects.filter(account__site=site)
    wrong = rows.filter(account__organisation__kind="government") | rows.filter(event__regime="fiscal")
    return [f"entry {pk}" for pk in wrong.values_list("pk", flat=True)]


def self_referrals(site: Site) -> list[str]:
    """Counted referrals of a client by itself."""
    rows = Referral.objects.filter(site=site, state="counted", event__organisation=F("code__organisation"))
    return [f"referral {pk}" for pk in rows.values_list("pk", flat=True)]


INVARIANTS = (
    Invariant("points are the sum of their ledger", unbalanced),
    Invariant("reviews are of meetings that were held", unheld_reviews),
    Invariant("no points for government bodies and public funds", official_points),
    Invariant("nobody sends himself", self_referrals),
)
NAMES = ("proposals", "reviews", "reviews_refused")
TROUPE = Troupe("clientele", cast, lambda stage: {name: stage.counts[name] for name in NAMES}, play=EVENT)
