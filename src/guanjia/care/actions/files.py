"""The personal-service file: marks, preferences, days, visits; who looked is logged (CUST-005, FDSK-042, FDSK-058)."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.care.actions.greeting import GREETING, MESSAGES, MESSAGES_TEXT, MESSAGES_VERSION
from guanjia.care.actions.refusals import CareRefused
from guanjia.care.models import CallBack, FileMark, ImportantDate, OwnerFile, SpecialRequest
from guanjia.care.rules.dates import BadDay, YearDay, check_day
from guanjia.care.rules.greetings import Occasion
from guanjia.care.rules.personal import NEEDS_CONSENT, MarkKind, NoteKind, needless
from guanjia.duties.public import discharge
from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import (
    Person,
    give_consent,
    has_consent,
    private_values,
    reveal,
    set_private,
    withdraw_consent,
)
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.knowledge.public import forget_judged

FILE = "care.file"
PURPOSE = "personal service"
CONSENT_VERSION = "1"
CONSENT_TEXT = "我同意物业为向我提供个性化服务而记录我的偏好、重要日期和需要照顾的情况，可随时要求删除。"
MOST_NOTES = 20


@transaction.atomic
def open_file(*, site: Site, person: Person, unit_id: int | None = None, actor: Any, at: datetime) -> OwnerFile:
    """The person's file at this site, opened on first use."""
    file, made = OwnerFile.objects.get_or_create(
        site=site, person=person, defaults={"opened_at": at, "unit_id": unit_id}
    )
    if made:
        _note(file, "open", actor, at)
    return file


def consent(*, file: OwnerFile, how: str, actor: Any, at: datetime) -> None:
    """They agree that the file is kept; `how` says in which way."""
    give_consent(
        file.person,
        purpose=PURPOSE,
        version=CONSENT_VERSION,
        text=CONSENT_TEXT,
        actor=actor,
        at=at,
        site=file.site,
        how=how,
    )


@transaction.atomic
def withdraw(*, file: OwnerFile, actor: Any, at: datetime) -> None:
    """They take the consent back: notes, days and the marks that needed it go at once."""
    for purpose in (PURPOSE, MESSAGES):
        withdraw_consent(file.person, purpose=purpose, actor=actor, at=at, site=file.site)
    set_private(file.person, "habits", [], actor=actor, at=at, site=file.site)
    file.dates.all().delete()
    file.marks.filter(kind__in=NEEDS_CONSENT).delete()
    OwnerFile.objects.filter(pk=file.pk).update(note_count=0, rev=file.rev + 1)
    file.refresh_from_db()
    _note(file, "withdraw_consent", actor, at)


@transaction.atomic
def agree_to_messages(*, file: OwnerFile, on: bool, actor: Any, at: datetime) -> None:
    """They agree to be greeted by message, or take that back; greetings that wait are planned anew. Needs the file's own
    consent first."""
    if on and not has_consent(file.person, PURPOSE, site=file.site):
        raise CareRefused(_("They must agree first."))
    if on:
        give_consent(
            file.person, purpose=MESSAGES, version=MESSAGES_VERSION, text=MESSAGES_TEXT, actor=actor, at=at,
            site=file.site, how="counter",
        )  # fmt: skip
    else:
        withdraw_consent(file.person, purpose=MESSAGES, actor=actor, at=at, site=file.site)
    _note(file, "choose", actor, at, {"messages": on})
    changed(GREETING, list(file.greetings.filter(state="due").values_list("pk", flat=True)), site=file.site, at=at)


@transaction.atomic
def mark(*, file: OwnerFile, kind: MarkKind, on: bool, actor: Any, at: datetime) -> None:
    """Set or take a mark. Those about age and need ask for consent first."""
    today = local(file.site, at).date()
    if not on:
        file.marks.filter(kind=kind, until=None).update(until=today)
    else:
        if kind in NEEDS_CONSENT and not has_consent(file.person, PURPOSE, site=file.site):
            raise CareRefused(_("They must agree first."))
        FileMark.objects.get_or_create(file=file, kind=kind, until=None, defaults={"since": today})
    _note(file, "mark" if on else "unmark", actor, at, {"kind": kind.value})


@transaction.atomic
def note_preference(*, file: OwnerFile, kind: NoteKind, text: str, actor: Any, at: datetime) -> None:
    """Keep a preference, encrypted under the person's own key. Raises CareRefused without consent, for what a service does
    not need to know (faith, illness, income, papers) and beyond twenty notes; SecretRefused.
    """
    if not text.strip():
        raise CareRefused(_("Write down the preference."))
    if not has_consent(file.person, PURPOSE, site=file.site):
        raise CareRefused(_("They must agree first."))
    if word := needless(text):
        raise CareRefused(_("“%(word)s” is private and not needed for the service: it is not kept.") % {"word": word})
    refuse_marked({"text": text}, site=file.site)
    kept = private_values(file.person, "habits")
    if len(kept) >= MOST_NOTES:
        raise CareRefused(_("Twenty notes are enough; take one out first."))
    line = json.dumps(
        {"kind": kind.value, "text": text.strip(), "on": f"{local(file.site, at):%Y-%m-%d}"}, ensure_ascii=False
    )
    set_private(file.person, "habits", [*kept, line], actor=actor, at=at, site=file.site)
    OwnerFile.objects.filter(pk=file.pk).update(note_count=len(kept) + 1, rev=file.rev + 1)
    file.refresh_from_db()
    _note(file, "note", actor, at, {"kind": kind.value})


@transaction.atomic
def drop_note(*, file: OwnerFile, place: int, actor: Any, at: datetime) -> None:
    """Take the n-th note out."""
    kept = private_values(file.person, "habits")
    if not 0 <= place < len(kept):
        raise CareRefused(_("There is no such note."))
    set_private(file.person, "habits", kept[:place] + kept[place + 1 :], actor=actor, at=at, site=file.site)
    OwnerFile.objects.filter(pk=file.pk).update(note_count=len(kept) - 1, rev=file.rev + 1)
    file.refresh_from_db()
    _note(file, "drop_note", actor, at)


def read_notes(*, file: OwnerFile, reason: str, actor: Any, at: datetime) -> list[tuple[NoteKind, str, str]]:
    """The preferences (kind, words, day), with a journal row of who looked and why. Raises ReasonNeeded without a reason."""
    found = []
    for line in reveal(file.person, "habits", actor=actor, at=at, site=file.site, reason=reason):
        try:
            row = json.loads(line)
            found.append((NoteKind(row["kind"]), str(row["text"]), str(row["on"])))
        except (ValueError, KeyError, TypeError):
            found.append((NoteKind.HABIT, line, ""))
    return found


@transaction.atomic
def set_day(*, file: OwnerFile, occasion: Occasion, day: YearDay, actor: Any, at: datetime) -> ImportantDate:
    """Keep a day without its year. Raises CareRefused without consent and for a day that no year has."""
    if not has_consent(file.person, PURPOSE, site=file.site):
        raise CareRefused(_("They must agree first."))
    try:
        check_day(day)
    except BadDay:
        raise CareRefused(_("No year has such a day.")) from None
    fields = {"calendar": day.calendar, "month": day.month, "day": day.day, "leap": day.leap}
    row, _made = ImportantDate.objects.update_or_create(file=file, occasion=occasion, defaults=fields)
    _note(file, "set_day", actor, at)
    return row


@transaction.atomic
def choose(*, file: OwnerFile, no_calls: bool, no_greetings: bool, actor: Any, at: datetime) -> None:
    """What they do not want."""
    OwnerFile.objects.filter(pk=file.pk).update(no_calls=no_calls, no_greetings=no_greetings, rev=file.rev + 1)
    file.refresh_from_db()
    _note(file, "choose", actor, at, {"no_calls": no_calls, "no_greetings": no_greetings})


@transaction.atomic
def visit(*, file: OwnerFile, words: str, actor: Any, at: datetime) -> None:
    """Somebody looked after them today, with a word on how they are (FDSK-058); ends what is owed of the daily visit."""
    if not words.strip():
        raise CareRefused(_("Say how they are."))
    refuse_marked({"words": words}, site=file.site)
    OwnerFile.objects.filter(pk=file.pk).update(visited_at=at, rev=file.rev + 1)
    file.refresh_from_db()
    _note(file, "visit", actor, at, reason=words.strip()[:300])
    discharge(FILE, file.pk, standard_code="care.visit", at=at, actor=actor)


def _note(
    file: OwnerFile, verb: str, actor: Any, at: datetime, changes: dict[str, Any] | None = None, reason: str = ""
) -> None:
    record(site=file.site, at=at, actor=actor, action=verb, subject=(FILE, file.pk), changes=changes, reason=reason)
    changed(FILE, [file.pk], site=file.site, at=at)


def erase_person_rows(person: Person, at: datetime) -> int:
    """What care forgets when a person is erased: the file with marks, days and greetings, and every word they said when they
    were called or asked for something; scores stay, so that the counts do.
    """
    calls = CallBack.objects.filter(person=person)
    forget_judged("care.call_back", list(calls.values_list("pk", flat=True)))
    calls.update(person=None, comment="")
    SpecialRequest.objects.filter(person=person).update(person=None, wish="", words="")
    return OwnerFile.objects.filter(person=person).delete()[0]
