"""The three hundred who serve the forum (CASE-001): twenty delegations, five duties each, three people in turn on every one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from guanjia.conference.rehearsal.cases.staging import M, minutes_between, on, someone, within
from guanjia.conference.rehearsal.visitors import invented_name
from guanjia.foundation.rehearsal.public import Check, Stage, tell
from guanjia.foundation.sites.public import local
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import Roles
from guanjia.places.public import Room, close_room, free_rooms
from guanjia.posts.public import Crew, Part, Roster, cover, engage, fill_roster

STAFF = 300
SET_UP = timedelta(days=3)
TONGUES = (("zh", "中文"), ("en", "英语"), ("fr", "法语"), ("ru", "俄语"), ("ja", "日语"))
TASKS = (
    ("liaison", "联络", "Liaison", Roles.RECEPTIONIST),
    ("interpreter", "翻译", "Interpreter", Roles.RECEPTIONIST),
    ("usher", "引导", "Usher", Roles.RECEPTIONIST),
    ("service", "茶水席位", "Tea and seats", Roles.ATTENDANT),
    ("security", "安保", "Security", Roles.GUARD),
)
TURNS = ((time(7), time(11)), (time(11), time(15)), (time(15), time(19)))
"""Who stands in the first turn is relieved by who stands in the second: nobody stands for more than four hours."""
FIRST_NAME = 2_000
"""From so far on in the row of invented names: guests bear the ones before."""
PREFIX = "forum."
ILL = time(8, 30)
STOOD_IN = 10
"""Minutes within which somebody stands in for who falls ill."""


def name_staff(stage: Stage, delegations: int, days: list[date]) -> None:
    """Give each of the three hundred a named post and their turn on each day."""
    parts = tuple(_part(number, *task) for number in range(1, delegations + 1) for task in TASKS)
    names = [invented_name(FIRST_NAME + number) for number in range(STAFF)]
    crew = engage(stage.site, parts, names, prefix=f"{stage.site.code}-")
    for turn, (begin, end) in enumerate(TURNS):
        those = Crew(parts, {code: [users[turn]] for code, users in crew.by_post.items()})
        fill_roster(stage.site, those, days, begin=begin, end=end)
    tell(stage, N_("Three hundred people have a named duty with a delegation, and somebody who relieves them."))
    stage.at(on(stage.site, days[-1], ILL), Illness(days[-1]))


def _part(number: int, code: str, zh: str, en: str, role: Roles) -> Part:
    tongue, word = TONGUES[(number - 1) % len(TONGUES)]
    spoken = (f"（{word}）", f" ({tongue})") if code == "interpreter" else ("", "")
    return Part(
        f"{PREFIX}{number:02}.{code}", f"d{number:02}-{code}", f"第{number}代表团 {zh}{spoken[0]}",
        f"Delegation {number} {en}{spoken[1]}", role, heads=len(TURNS),
    )  # fmt: skip


@dataclass(frozen=True)
class Illness:
    """On the second morning a liaison falls ill; whoever has the last turn stands in until the second begins."""

    day: date

    def __call__(self, stage: Stage) -> None:
        """Six minutes later somebody else stands there."""
        stage.memory["case.ill"] = stage.now
        stage.at(stage.now + 6 * M, self._stand_in)

    def _stand_in(self, stage: Stage) -> None:
        post = f"{PREFIX}07.liaison"
        rows = Roster.objects.filter(site=stage.site, post__code=post, released_at=None).select_related("user")
        entry = rows.get(starts_at__lte=stage.now, ends_at__gt=stage.now)
        last = rows.get(starts_at=on(stage.site, self.day, TURNS[-1][0]))
        actor = someone(stage, "conference.coordinator")
        cover(entry=entry, by=last.user, starts_at=stage.now, at=stage.now, actor=actor, reason="突发不适")
        tell(stage, N_("A liaison falls ill; who has the last turn stands in until the second begins."))


def keep_halls_for_set_up(stage: Stage, day: date) -> None:
    """Three days before the doors open every hall is closed to others."""
    begin, end = on(stage.site, day - SET_UP, time(8)), on(stage.site, day, time(6))
    who = someone(stage, "conference.coordinator")
    for room in Room.objects.filter(site=stage.site).select_related("site").order_by("code"):
        close_room(room=room, starts_at=begin, ends_at=end, reason="论坛搭建", actor=who, at=stage.now)
    tell(stage, N_("Nine halls are kept for three days of set-up."))


def judge_staff(stage: Stage, day: date) -> list[Check]:
    """What the rosters and the closures say."""
    rows = list(
        Roster.objects.filter(site=stage.site, post__code__startswith=PREFIX, released_at=None)
        .order_by("starts_at")
        .values_list("post__code", "user", "starts_at", "ends_at", "covers")
    )
    days = (day, day + timedelta(days=1))
    served = [
        {user for _post, user, start, _end, _covers in rows if local(stage.site, start).date() == each} for each in days
    ]
    posts = defaultdict(set)
    for post, user, *_rest in rows:
        posts[user].add(post)
    named = [user for user in set.intersection(*served) if len(posts[user]) == 1]
    gaps = [
        (post, each)
        for post in sorted({row[0] for row in rows})
        for each in days
        if _gap(stage, [(start, end) for code, _u, start, end, _c in rows if code == post], each)
    ]
    longest = max((end - start for _post, _user, start, end, _covers in rows), default=timedelta())
    stood_in = next((start for *_rest, start, _end, covers in rows if covers), None)
    middle = on(stage.site, day - timedelta(days=2), time(10))
    free = free_rooms(site=stage.site, starts_at=middle, ends_at=middle + timedelta(hours=2), headcount=1)
    return [
        Check(N_("Three hundred people have one named duty on both days"), str(len(named)), len(named) == STAFF),
        Check(
            N_("No duty of a delegation stood empty from seven to seven"),
            f"{len(gaps)} / {len({row[0] for row in rows})}",
            bool(rows) and not gaps,
        ),
        within(N_("Everybody was relieved within four hours"), longest / M, 240),
        within(
            N_("Somebody stood in for who fell ill within ten minutes"),
            minutes_between(stage.memory.get("case.ill"), stood_in),
            STOOD_IN,
        ),
        Check(N_("The halls were kept for three days of set-up"), str(len(free)), not free),
    ]


def _gap(stage: Stage, spans: list[tuple[datetime, datetime]], day: date) -> bool:
    """Whether somebody was missing on a post between the first turn and the last of a day; spans in the order of time."""
    reached, until = on(stage.site, day, TURNS[0][0]), on(stage.site, day, TURNS[-1][1])
    for start, end in spans:
        if start <= reached < end:
            reached = end
    return reached < until
