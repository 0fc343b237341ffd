"""Suspicions, fraud and warnings of a rehearsal: what is seen, told, followed up; a list that is off until it may be on (W44)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from guanjia.foundation.rehearsal.public import ESTATE, Invariant, Stage, Troupe, estate_of
from guanjia.foundation.sites.public import Site, local, site_now, to_utc
from guanjia.kernel.states import MoveRefused
from guanjia.safety.actions.badges import badge_code, read_badge
from guanjia.safety.actions.concerns import Seen, move_concern, note_concern
from guanjia.safety.actions.refusals import SafetyRefused
from guanjia.safety.actions.warnings import add_liaison, move_warning, tick_posting, write_warning
from guanjia.safety.actions.watching import Suspect, file_assessment, look_up, move_entry, propose_entry
from guanjia.safety.models import Concern, WatchEntry
from guanjia.safety.queries.watching import topic_is_on
from guanjia.safety.rules.concerns import ConcernState, Sign
from guanjia.safety.rules.warnings import Channel, LiaisonKind, WarningState
from guanjia.safety.rules.watching import KEPT, Topic, WatchState

M = timedelta(minutes=1)
SEEN = (
    (Sign.REPEATED, "一名陌生男子上午两次尾随住户进单元门", "2栋1单元门厅", False),
    (Sign.LAYOUT, "有人询问夜班几点换岗、哪里没有摄像头", "东门岗", False),
    (Sign.PHOTOS, "有人在地下车库拍摄配电房铭牌和钥匙箱", "地下车库B区", False),
    (Sign.FAKE_STAFF, "自称物业人员上门收取“燃气安全费”，住户已转账200元", "1栋202", True),
    (Sign.FAKE_CHECK, "自称自来水公司上门换滤芯，没有通知单", "3栋501", False),
    (Sign.ASKS_DATA, "中介到前台索要近期出租户名单", "前台", False),
)
WARNING = ("警惕上门“燃气安全费”", "物业从不上门收现金。请扫工牌二维码核验身份，可疑情况请拨打前台或96110。")


def cast(stage: Stage) -> None:
    """Whom to ring; the list is tried while it is off, then assessed; each day somebody sees something."""
    estate = estate_of(stage)
    crew = _Crew(*(_one(estate.crew, post) for post in ("security", "duty.manager", "estate.manager", "butler")))
    for kind, name, phone, office in (
        (LiaisonKind.POLICE, "民警老周", "057188001100", "翠湖派出所"),
        (LiaisonKind.HEALTH, "护士长吴敏", "057188002200", "翠湖社区卫生服务中心"),
    ):
        add_liaison(
            site=stage.site, kind=kind, name=name, phone=phone, organisation=office, actor=crew.manager, at=stage.now
        )
    first = estate.days[0]
    stage.at(_moment(stage, first, 9 * 60), ListBegins(crew))
    stage.at(_moment(stage, estate.days[-1], 16 * 60 + 30), ListEnds(crew))
    stage.at(_moment(stage, first, 11 * 60), Warn(crew))
    for number, day in enumerate(estate.days):
        minutes = stage.rng.randrange(9 * 60, 12 * 60)
        stage.at(_moment(stage, day, minutes), Sees(SEEN[number % len(SEEN)], crew, day == estate.days[-1]))
        stage.at(_moment(stage, day, minutes + 90), Sees(SEEN[(number + 3) % len(SEEN)], crew, False))
        stage.at(_moment(stage, day, 16 * 60), ChecksBadge(crew))


@dataclass(frozen=True)
class _Crew:
    guard: Any
    duty: Any
    manager: Any
    butler: Any


@dataclass(frozen=True)
class Sees:
    """Something odd is noted and told; a quarter of an hour later it is followed up. `left`: it stays open for the demo."""

    what: tuple[Sign, str, str, bool]
    crew: _Crew
    left: bool

    def __call__(self, stage: Stage) -> None:
        sign, words, where, paid = self.what
        seen = Seen(sign=sign, what=words, where=where, paid=paid)
        concern = note_concern(site=stage.site, seen=seen, actor=self.crew.guard, at=stage.now)
        stage.counts["safety.noted"] += 1
        stage.at(stage.now + stage.rng.randrange(6, 14) * M, FollowsUp(concern.pk, paid, self.crew, self.left))


@dataclass(frozen=True)
class FollowsUp:
    """Looked at on the spot; with money gone the police have it; else it is closed, often with an innocent reason."""

    concern_id: int
    paid: bool
    crew: _Crew
    left: bool

    def __call__(self, stage: Stage) -> None:
        concern = Concern.objects.select_related("site").get(pk=self.concern_id)
        who: dict[str, Any] = {"actor": self.crew.duty, "at": stage.now}
        try:
            move_concern(concern=concern, to=ConcernState.CLOSED, reason=" ", **who)
        except SafetyRefused:
            stage.counts["safety.wordless_refused"] += 1
        move_concern(concern=concern, to=ConcernState.WATCHED, reason="到场查看，调看监控，当事人已离开", **who)
        if self.left:
            return
        if self.paid:
            move_concern(concern=concern, to=ConcernState.LIAISED, reason="已报110并联系银行止付", **who)
            stage.counts["safety.to_police"] += 1
        move_concern(concern=concern, to=ConcernState.CLOSED, reason="核实为送货人员走错单元，已说明", **who)
        stage.counts["safety.closed"] += 1


@dataclass(frozen=True)
class Warn:
    """A warning is written, published, posted where it must be, and told to elderly owners."""

    crew: _Crew

    def __call__(self, stage: Stage) -> None:
        title, text = WARNING
        who: dict[str, Any] = {"actor": self.crew.butler, "at": stage.now}
        warning = write_warning(site=stage.site, title=title, text=text, sign=Sign.FAKE_STAFF, for_elderly=True, **who)
        move_warning(warning=warning, to=WarningState.PUBLISHED, **who)
        places = ((Channel.BOARD, "各单元公告栏"), (Channel.GROUP, "业主微信群"), (Channel.ELDERLY, "独居老人12户"))
        for channel, where in places:
            tick_posting(warning=warning, channel=channel, where=where, **who)
            stage.counts["safety.posted"] += 1


@dataclass(frozen=True)
class ListBegins:
    """The list is off and refuses; its assessment is filed; an entry is proposed by one and approved by another."""

    crew: _Crew

    def __call__(self, stage: Stage) -> None:
        suspect = Suspect(name="马某", reason="多次撬动单车锁", evidence="KY-1", phone="13700000077")
        proposal: dict[str, Any] = {"site": stage.site, "suspect": suspect, "actor": self.crew.guard, "at": stage.now}
        try:
            propose_entry(**proposal)
        except SafetyRefused:
            stage.counts["safety.list_was_off"] += 1
        filed: dict[str, Any] = {
            "number": "PIA-2026-01",
            "responsible": "张经理",
            "on": local(stage.site, stage.now).date(),
        }
        file_assessment(site=stage.site, topic=Topic.WATCH_LIST, actor=self.crew.manager, at=stage.now, **filed)
        entry = propose_entry(**proposal)
        try:
            move_entry(entry=entry, to=WatchState.ACTIVE, actor=self.crew.guard, at=stage.now)
        except SafetyRefused:
            stage.counts["safety.own_entry_refused"] += 1
        move_entry(entry=entry, to=WatchState.ACTIVE, actor=self.crew.manager, at=stage.now)
        looked = {"site": stage.site, "name": "马某", "last4": "", "where": "东门岗", "actor": self.crew.guard}
        stage.counts["safety.hits"] += len(look_up(phone="13700000077", at=stage.now, **looked))
        stage.counts["safety.namesakes_hit"] += len(look_up(phone="13700000078", at=stage.now, **looked))


@dataclass(frozen=True)
class ListEnds:
    """The entry turned out to be about an innocent person: it is taken off and erased."""

    crew: _Crew

    def __call__(self, stage: Stage) -> None:
        for entry in WatchEntry.objects.select_related("site", "person").filter(site=stage.site, state__in=KEPT):
            reason, who = "核实为误认，当事人系本小区租户", {"actor": self.crew.manager, "at": stage.now}
            try:
                move_entry(entry=entry, to=WatchState.WITHDRAWN, reason=reason, **who)
            except MoveRefused:
                continue
            stage.counts["safety.withdrawn"] += 1


@dataclass(frozen=True)
class ChecksBadge:
    """An owner scans a badge: ours says who, an altered one says no."""

    crew: _Crew

    def __call__(self, stage: Stage) -> None:
        code = badge_code(stage.site, self.crew.guard)
        stage.counts["safety.badges_genuine"] += read_badge(code) == (stage.site.pk, self.crew.guard.pk)
        stage.counts["safety.badges_forged"] += read_badge(code[:-3] + "AAA") is None


def _one(crew: dict[str, list[Any]], post: str) -> Any:
    return (crew.get(post) or crew.get("frontdesk") or [None])[0]


def _moment(stage: Stage, day: date, minutes: int) -> datetime:
    return to_utc(stage.site, datetime.combine(day, time(minutes // 60, minutes % 60)))


def report(stage: Stage) -> dict[str, object]:
    """What was seen and done."""
    counts = {name.split(".")[1]: many for name, many in sorted(stage.counts.items()) if name.startswith("safety.")}
    return {"safety": counts}


def kept_past_their_day(site: Site) -> list[str]:
    """Entries of the watch list that are still there after their day."""
    rows = WatchEntry.objects.filter(site=site, state__in=KEPT, ends_at__lt=site_now(site) - 5 * M)
    return [f"watch entry {pk}" for pk in rows.values_list("pk", flat=True)]


def not_erased(site: Site) -> list[str]:
    """Entries that ended and still say something about somebody."""
    ended = WatchEntry.objects.filter(site=site).exclude(state__in=KEPT).select_related("person")
    return [f"watch entry {row.pk}" for row in ended if row.reason or row.last4_hash or row.person.erased_at is None]


def approved_by_one(site: Site) -> list[str]:
    """Entries in force that one person alone entered and approved, or that are in force while the list is off."""
    rows = list(WatchEntry.objects.filter(site=site, state=WatchState.ACTIVE))
    alone = [row for row in rows if row.approved_by_id is None or row.approved_by_id == row.entered_by_id]
    off = rows if rows and not topic_is_on(site, Topic.WATCH_LIST, site_now(site)) else []
    return [f"watch entry {row.pk}" for row in {row.pk: row for row in [*alone, *off]}.values()]


def on_file_for_the_site(site: Site) -> list[str]:
    """People of the list whom a search of the site would find."""
    rows = WatchEntry.objects.filter(site=site, state__in=KEPT, person__links__site=site)
    return [f"watch entry {pk}" for pk in rows.values_list("pk", flat=True)]


def closed_without_end(site: Site) -> list[str]:
    """Observations that are closed without a moment, or open with one."""
    closed = Concern.objects.filter(site=site, state=ConcernState.CLOSED, closed_at=None)
    early = Concern.objects.filter(site=site, closed_at__isnull=False).exclude(state=ConcernState.CLOSED)
    return [row.number for row in [*closed, *early]]


TROUPE = Troupe("safety", cast, report, play=ESTATE)
INVARIANTS = (
    Invariant("no entry of the watch list outlives its day", kept_past_their_day),
    Invariant("what ended on the watch list is erased", not_erased),
    Invariant("nobody is on the watch list by one person's word, or while it is off", approved_by_one),
    Invariant("no search of the site finds somebody of the watch list", on_file_for_the_site),
    Invariant("an observation ends once, with its moment", closed_without_end),
)
