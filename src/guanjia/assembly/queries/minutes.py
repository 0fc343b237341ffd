"""The draft of the minutes: what the record says, in the form of 会议纪要 or of English minutes."""

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from guanjia.assembly.models import Assembly, MeetingPaper, Motion, Question, SpeechRequest
from guanjia.assembly.queries.agenda import items_of
from guanjia.assembly.queries.attendance import Present, people_of
from guanjia.assembly.queries.results import option_label, verdict_of
from guanjia.assembly.rules.presence import HERE
from guanjia.assembly.rules.states import MotionState, QuestionState, SpeechState, Way, Where
from guanjia.conference.public import GuestRole, GuestState
from guanjia.foundation.sites.public import local

HAN = "一二三四五六七八九十"


def draft_of(assembly: Assembly, language: str, at: datetime) -> str:
    """The text: title, when and where, who was there, what was dealt with, who spoke, every vote, questions, papers."""
    with translation.override(language):
        people = people_of(assembly, assembly.closed_at or at)
        parts = [
            [_("Minutes of %(title)s") % {"title": assembly.event.title}],
            _frame(assembly, people),
            _section(1, _("Agenda"), _agenda(assembly, at)),
            _section(2, _("Speeches"), _speeches(assembly)),
            _section(3, _("Votes"), _votes(assembly)),
            _section(4, _("Questions and answers"), _questions(assembly)),
            _section(5, _("Papers of the meeting"), _papers(assembly)),
        ]
        return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _frame(assembly: Assembly, people: list[Present]) -> list[str]:
    site = assembly.site
    starts = local(site, assembly.opened_at or assembly.block.starts_at)
    ends = local(site, assembly.closed_at or assembly.block.ends_at)
    chair = assembly.chair.guest.name if assembly.chair else _("(to be filled in)")
    voters = [row for row in people if row.attendee.votes]
    remote = sum(row.where in (Where.REMOTE, Where.DROPPED) for row in voters)
    here = sum(row.where in HERE or row.where is Where.DROPPED for row in voters)
    numbers = {"due": len(voters), "here": here, "remote": remote}
    lines = [
        _("Time: %(day)s, %(from)s to %(to)s")
        % {"day": _day(starts), "from": f"{starts:%H:%M}", "to": f"{ends:%H:%M}"},
        _("Place: %(site)s, %(room)s") % {"site": site.name, "room": assembly.block.room.name},
        _("Chair: %(name)s") % {"name": chair},
        _("With a vote: %(due)s, present %(here)s, of them from afar %(remote)s") % numbers,
        _names(_("Present: %(names)s"), [row for row in voters if row.where in HERE or row.where is Where.DROPPED]),
        _names(
            _("Sat in: %(names)s"),
            [row for row in people if row.attendee.guest.role == GuestRole.SIT_IN and row.where in HERE],
        ),
        _names(_("Excused: %(names)s"), [row for row in people if row.attendee.guest.answer is GuestState.EXCUSED]),
    ]
    return [line for line in lines if line]


def _chinese() -> bool:
    return (translation.get_language() or "").startswith("zh")


def _day(when: datetime) -> str:
    if _chinese():
        return f"{when.year}年{when.month}月{when.day}日"
    return f"{when:%d %B %Y}".lstrip("0")


def _names(said: str, rows: list[Present]) -> str:
    if not rows:
        return ""
    joint = "、" if _chinese() else ", "
    return said % {"names": joint.join(row.attendee.guest.name for row in rows)}


def _section(number: int, title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    return [f"{HAN[number - 1]}、{title}" if _chinese() else f"{number}. {title}", *lines]


def _agenda(assembly: Assembly, at: datetime) -> list[str]:
    site = assembly.site
    return [
        f"{local(site, item.starts_at):%H:%M}–{local(site, item.ends_at):%H:%M}  {item.title}"
        + (f"（{item.speakers}）" if item.speakers else "")
        for item in items_of(assembly, at)
    ]


def _speeches(assembly: Assembly) -> list[str]:
    rows = SpeechRequest.objects.filter(assembly=assembly, state__in=(SpeechState.DONE, SpeechState.SPEAKING))
    return [
        f"{local(assembly.site, row.began_at):%H:%M}  {row.attendee.guest.name}"
        + (f"：{row.topic}" if row.topic else "")
        for row in rows.select_related("attendee__guest").order_by("began_at")
        if row.began_at
    ]


def _votes(assembly: Assembly) -> list[str]:
    lines: list[str] = []
    for motion in Motion.objects.filter(assembly=assembly, state=MotionState.CLOSED).order_by("number"):
        given = [f"{option_label(motion, code)} {number}" for code, (number, _weight) in motion.result["lines"].items()]
        said = {
            "way": _(Way(motion.way).label),
            "due": motion.result["entitled"],
            "here": motion.result["present"],
            "given": ("，" if _chinese() else ", ").join(given),
            "verdict": verdict_of(motion),
        }
        lines.append(f"（{motion.number}）{motion.title}" if _chinese() else f"({motion.number}) {motion.title}")
        lines.append(_("%(way)s: entitled %(due)s, present %(here)s; %(given)s. %(verdict)s") % said)
    return lines


def _questions(assembly: Assembly) -> list[str]:
    rows = Question.objects.filter(assembly=assembly, state=QuestionState.ANSWERED).select_related("attendee__guest")
    return [f"{row.attendee.guest.name}：{row.words}" + (f"——{row.answer}" if row.answer else "") for row in rows]


def _papers(assembly: Assembly) -> list[str]:
    return [paper.title for paper in MeetingPaper.objects.filter(assembly=assembly, given_out_at__isnull=False)]
