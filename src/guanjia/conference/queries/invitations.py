"""What an invitation says: to whom, what, when and where, in the guest's language."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from guanjia.conference.models import Block, Event, Guest
from guanjia.conference.rules.greeting import polite_name, reads_english
from guanjia.conference.rules.guests import MAY_ENTER, GuestState
from guanjia.conference.rules.states import NOT_HELD, BlockState, Secrecy
from guanjia.foundation.persons.public import surname_of
from guanjia.foundation.sites.public import Site, local


@dataclass(frozen=True)
class Programme:
    """What every guest of an event is told alike. `rows` are (starts, ends, room) of each block, in order."""

    event: Event
    site: Site
    rows: tuple[tuple[datetime, datetime, str], ...]
    cancelled: bool

    @property
    def title(self) -> str:
        """The title as it may be written outside the house; an internal meeting goes by its number (FIELD 16)."""
        if self.event.secrecy == Secrecy.ORDINARY:
            return self.event.title
        return f"{gettext('Meeting')} {self.event.ref}"

    @property
    def place(self) -> str:
        """House and rooms."""
        rooms = dict.fromkeys(room for _starts, _ends, room in self.rows)
        return " ".join([self.site.name, "、".join(rooms)]).strip()

    @property
    def when(self) -> list[str]:
        """Each block's time in words of the active language."""
        return [said_span(self.site, starts, ends) for starts, ends, _room in self.rows]


def said_span(site: Site, starts: datetime, ends: datetime) -> str:
    """2026年3月5日 周四 09:00–12:00 on the site's clock; the second day is named when it is another."""
    first, last = local(site, starts), local(site, ends)
    style = "Y年n月j日 l" if (translation.get_language() or "").startswith("zh") else "l j F Y"
    until = f"{last:%H:%M}" if first.date() == last.date() else f"{date_format(last, style)} {last:%H:%M}"
    return f"{date_format(first, style)} {first:%H:%M}–{until}"


def programme_of(event: Event) -> Programme:
    """The event's blocks as guests are told of them; of an event called off, those it had. One query; `event` has its site."""
    gone = event.stage in NOT_HELD
    blocks = Block.objects.filter(event=event).select_related("room").order_by("starts_at", "pk")
    standing = [block for block in blocks if gone or block.stage is not BlockState.CANCELLED]
    rows = tuple((block.starts_at, block.ends_at, block.room.name) for block in standing)
    return Programme(event, event.site, rows, gone)


def language_of(guest: Guest) -> str:
    """The code of the language that the guest is written to in."""
    return "en" if reads_english(guest.language) else "zh-hans"


def polite(guest: Guest, language: str = "") -> str:
    """The guest's name as one speaks to them: in English the whole name without a Chinese title."""
    english = (language or language_of(guest)).startswith("en")
    return polite_name(guest.name, surname_of(guest.name), guest.position, english=english)


def letter_head(guest: Guest, language: str = "") -> str:
    """How a letter to the guest begins, in their language; a page says in which one it is read now."""
    with translation.override(language or language_of(guest)):
        return gettext("Dear %(name)s,") % {"name": polite(guest, language)}


def welcome_script(guest: Guest, title: str) -> str:
    """What the greeter says to the guest, in the guest's language (GUES-006, GUES-007)."""
    with translation.override(language_of(guest)):
        words = gettext("Welcome, %(name)s, to %(event)s. May I escort you to the check-in desk?")
        return words % {"name": polite(guest), "event": title}


def not_asked(event: Event) -> QuerySet[Guest]:
    """Who is on the list, may come, and was not invited yet."""
    return Guest.objects.filter(event=event, state__in=MAY_ENTER, invite_rev=0)


def being_written(event: Event) -> QuerySet[Guest]:
    """Whose message is still to be made."""
    return Guest.objects.filter(event=event, invite_rev__gt=F("told_rev"))


def to_tell_by_hand(event: Event) -> QuerySet[Guest]:
    """Invited without an e-mail address: somebody rings them or hands them paper."""
    rows = Guest.objects.filter(event=event, invite_rev__gt=0, told_rev=F("invite_rev"), told_at=None)
    return (
        rows.exclude(state__in=[GuestState.WITHDRAWN, GuestState.REPLACED]).select_related("delegation").order_by("pk")
    )


def to_approve(event: Event) -> QuerySet[Guest]:
    """Leave that was asked for and substitutes that were named, not approved yet (FIELD 15)."""
    excused = Guest.objects.filter(event=event, state=GuestState.EXCUSED, approved_by=None)
    instead = Guest.objects.filter(event=event, stands_in_for__isnull=False, approved_by=None)
    return (excused | instead).select_related("delegation", "stands_in_for").order_by("pk")
