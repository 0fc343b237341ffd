"""Whom to greet today and in the coming week (FDSK-043, FDSK-044)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from guanjia.care.actions.refusals import CareRefused
from guanjia.care.models import FileMark, Greeting, ImportantDate, OwnerFile
from guanjia.care.rules.dates import list_is_due, next_on
from guanjia.care.rules.greetings import FESTIVALS, GreetingState, Occasion, goes_by_message, is_on_list
from guanjia.care.rules.personal import MarkKind
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import write_to
from guanjia.foundation.persons.public import Person, private_values
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.people.public import User

GREETING = "care.greeting"
MESSAGES = "greetings by message"
"""The purpose that somebody agrees to, besides the one of the file itself."""
MESSAGES_VERSION = "1"
MESSAGES_TEXT = "我同意物业在生日和节日通过短信或邮件向我问候，可随时取消。"
TEMPLATES = {each: f"care.greeting_{each.value}" for each in Occasion}
AHEAD = timedelta(days=3)


@transaction.atomic
def plan_greetings(*, site: Site, at: datetime) -> int:
    """Make the greetings of the coming three days' birthdays and of festivals a week ahead; how many were new. May run twice."""
    today = local(site, at).date()
    wanted = _birthdays(site, today) + _festivals(site, today)
    known = set(Greeting.objects.filter(site=site, on__gte=today).values_list("file_id", "occasion", "on"))
    new = [
        Greeting(site=site, file_id=file_id, occasion=occasion, on=on)
        for file_id, occasion, on in wanted
        if (file_id, occasion, on) not in known
    ]
    Greeting.objects.bulk_create(new, ignore_conflicts=True)
    ids = list(Greeting.objects.filter(site=site, on__gte=today, state=GreetingState.DUE).values_list("pk", flat=True))
    if new:
        changed(GREETING, ids, site=site, at=at)
    return len(new)


def _birthdays(site: Site, today: date) -> list[tuple[int, str, date]]:
    rows = ImportantDate.objects.filter(file__site=site, file__no_greetings=False, file__person__erased_at__isnull=True)
    found = [(row.file_id, row.occasion, next_on(row.year_day, today)) for row in rows]
    return [each for each in found if each[2] - today <= AHEAD]


def _festivals(site: Site, today: date) -> list[tuple[int, str, date]]:
    found: list[tuple[int, str, date]] = []
    for occasion, (festival, _kinds) in FESTIVALS.items():
        day = list_is_due(festival, today)
        if day is None:
            continue
        open_marks = Prefetch("marks", queryset=FileMark.objects.filter(until=None))
        for file in OwnerFile.objects.filter(site=site, person__erased_at__isnull=True).prefetch_related(open_marks):
            if is_on_list(occasion, [MarkKind(each.kind) for each in file.marks.all()], file.no_greetings):
                found.append((file.pk, occasion, day))
    return found


@transaction.atomic
def greet(*, greeting: Greeting, how: str, actor: Any, at: datetime) -> Greeting:
    """They were greeted: a call, a card, a small gift."""
    if not how.strip():
        raise CareRefused(_("Say how they were greeted."))
    return _end(greeting, GreetingState.DONE, how, actor, at)


def leave_out(*, greeting: Greeting, why: str, actor: Any, at: datetime) -> Greeting:
    """Not this time, for a reason (they travel, a bereavement)."""
    if not why.strip():
        raise CareRefused(_("Say why."))
    return _end(greeting, GreetingState.LEFT, why, actor, at)


@transaction.atomic
def write_greeting(*, greeting: Greeting, at: datetime) -> bool:
    """Send the message of the occasion to whoever agreed to it; that ends the greeting. False, and nothing is sent, where
    they did not agree (any more), are to be greeted by a person, or have neither address nor account.
    """
    person = greeting.file.person
    if not is_written(greeting) or not _reached(person):
        return False
    _end(greeting, GreetingState.DONE, _("by message"), None, at)
    context = {"name": person.name, "occasion": greeting.occasion_enum.label, "site": greeting.site.name}
    write_to(site=greeting.site, person=person, template=TEMPLATES[greeting.occasion_enum], context=context, at=at)
    return True


def is_written(greeting: Greeting) -> bool:
    """Whether the greeting goes out by itself; reads what was fetched with it."""
    file = greeting.file
    agreed = any(
        each.purpose == MESSAGES and each.site_id == greeting.site_id and each.withdrawn_at is None
        for each in file.person.consents.all()
    )
    marks = [each.kind_enum for each in file.marks.all() if each.until is None]
    return goes_by_message(marks, agreed=agreed, opted_out=file.no_greetings)


def _reached(person: Person) -> bool:
    return bool(private_values(person, "email")) or User.objects.filter(person_id=person.pk, is_active=True).exists()


@transaction.atomic
def _end(greeting: Greeting, to: GreetingState, words: str, actor: Any, at: datetime) -> Greeting:
    rows = Greeting.objects.filter(pk=greeting.pk, state=GreetingState.DUE, rev=greeting.rev)
    if not rows.update(state=to, how=words.strip()[:120], done_at=at, done_by=actor, rev=greeting.rev + 1):
        raise CareRefused(_("Somebody was faster; look again."))
    greeting.refresh_from_db()
    verb = "greet" if to is GreetingState.DONE else "leave_out"
    record(
        site=greeting.site,
        at=at,
        actor=actor,
        action=verb,
        subject=(GREETING, greeting.pk),
        from_state="due",
        to_state=to,
    )
    changed(GREETING, [greeting.pk], site=greeting.site, at=at)
    return greeting
