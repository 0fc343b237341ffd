"""The function sheet is issued, renewed when the event changes, and acknowledged (会务任务单)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from guanjia.conference.models import Event, FunctionSheet, SheetIssue, SheetVersion
from guanjia.conference.queries.sheets import facts_of, latest
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.sheet import POSTS, Change, Department, concerned, differences
from guanjia.conference.rules.states import BEFORE_START, ON
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import notify
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.sites.public import local
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.words import gettext_noop as N_
from guanjia.posts.public import on_post

ISSUE = "conference.sheet"
SHEET = "conference.function_sheet"
VERSION = "conference.sheet_change"
SHORT = timedelta(hours=4)
NEW_VERSION = N_("Function sheet {number}, version {version}: please acknowledge")
SHEETED = BEFORE_START | ON


@transaction.atomic
def issue_sheet(*, event: Event, actor: Any, at: datetime) -> FunctionSheet:
    """The sheet of an approved event with its first version, sent to every department. A second call changes nothing.

    Raises Refused for an event that is not approved or has no room yet.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    known = FunctionSheet.objects.filter(event=event).first()
    if known is not None:
        return known
    if event.stage not in SHEETED:
        raise Refused("", _("Only an approved event gets a function sheet."))
    facts = facts_of(event, {})
    if not facts["rooms"]:
        raise Refused("", _("Give the event a room first: add a sitting."))
    number = next_number(site=event.site, prefix="RW", on=local(event.site, at).date())
    sheet = FunctionSheet.objects.create(
        site=event.site, event=event, number=number, made_at=at, saved_by=_person(actor)
    )
    _issue(sheet, event, facts, [], list(Department), "", actor, at)
    return sheet


@transaction.atomic
def renew_sheet(*, event: Event, actor: Any, at: datetime, reason: str = "") -> SheetVersion | None:
    """A new version when the facts differ from the version in force, else None; also None while there is no sheet.

    It names what changed, goes to the departments concerned, whose acknowledgements are open again, and waits for the
    client's agreement where there is a client (W01 change path).
    """
    sheet = FunctionSheet.objects.select_for_update(of=("self",)).filter(event=event).first()
    before = latest(sheet) if sheet is not None else None
    if sheet is None or before is None:
        return None
    facts = facts_of(event, sheet.draft)
    changes = differences(before.facts, facts)
    if not changes:
        return None
    return _issue(sheet, event, facts, changes, concerned(changes), reason, actor, at)


@transaction.atomic
def acknowledge(*, issue_id: int, actor: Any, at: datetime) -> SheetIssue:
    """A department has read its version: who and when. A second call changes nothing.

    Raises Refused when a newer version has gone to the department.
    """
    wanted = SheetIssue.objects.select_for_update(of=("self",)).select_related("site", "version__sheet")
    issue = wanted.get(pk=issue_id)
    if issue.acknowledged_at is not None:
        return issue
    if issue.superseded_at is not None:
        raise Refused("", _("A newer version has been issued: acknowledge that one."))
    issue.acknowledged_at, issue.acknowledged_by, issue.rev = at, _person(actor), issue.rev + 1
    issue.save(update_fields=["acknowledged_at", "acknowledged_by", "rev"])
    record(
        site=issue.site,
        at=at,
        actor=actor,
        action="acknowledge",
        subject=(ISSUE, issue.pk),
        changes={"department": issue.department, "version": issue.version.number},
    )
    changed(ISSUE, [issue.pk], site=issue.site, at=at)
    touch(f"event:{issue.version.sheet.event_id}:sheet")
    return issue


@transaction.atomic
def agree_to_change(*, version_id: int, agreed: bool, name: str, actor: Any, at: datetime) -> SheetVersion:
    """The client was told of a change and agrees or does not. A second call changes nothing."""
    version = (
        SheetVersion.objects.select_for_update(of=("self",)).select_related("sheet__event__site").get(pk=version_id)
    )
    if version.agreed is not None:
        return version
    version.agreed, version.agreed_at = agreed, at
    version.save(update_fields=["agreed", "agreed_at"])
    site = version.sheet.event.site
    record(
        site=site,
        at=at,
        actor=actor,
        action="agree_change" if agreed else "refuse_change",
        subject=(SHEET, version.sheet_id),
        changes={"version": version.number, "said_by_client": bool(name)},
    )
    changed(VERSION, [version.pk], site=site, at=at)
    touch(f"event:{version.sheet.event_id}:sheet")
    return version


def _issue(
    sheet: FunctionSheet,
    event: Event,
    facts: dict[str, Any],
    changes: list[Change],
    departments: Iterable[Department],
    reason: str,
    actor: Any,
    at: datetime,
) -> SheetVersion:
    sheet.version, sheet.rev = sheet.version + 1, sheet.rev + 1
    sheet.save(update_fields=["version", "rev"])
    version = SheetVersion.objects.create(
        sheet=sheet,
        number=sheet.version,
        facts=facts,
        changes=[{"code": each.code, "old": each.old, "new": each.new} for each in changes],
        reason=reason[:300],
        made_at=at,
        made_by=_person(actor),
    )
    issues = _send_out(event, version, list(departments), at)
    record(
        site=event.site,
        at=at,
        actor=actor,
        action="issue_sheet",
        subject=(SHEET, sheet.pk),
        to_state=f"v{version.number}",
        reason=reason,
        changes={"fields": [each.code for each in changes], "departments": [each.department for each in issues]},
    )
    changed(VERSION, [version.pk], site=event.site, at=at)
    _tell(event, sheet, issues, at)
    touch(f"event:{event.pk}:sheet")
    return version


def _send_out(event: Event, version: SheetVersion, departments: list[Department], at: datetime) -> list[SheetIssue]:
    """Rows for the departments; what they had before is superseded."""
    old = SheetIssue.objects.filter(
        version__sheet=version.sheet_id, department__in=departments, superseded_at=None
    ).filter(~Q(version=version))
    gone = list(old.values_list("pk", flat=True))
    SheetIssue.objects.filter(pk__in=gone).update(superseded_at=at)
    soon = event.starts_at is not None and event.starts_at - at < SHORT
    issues = SheetIssue.objects.bulk_create(
        SheetIssue(site=event.site, version=version, department=each, short_notice=soon, issued_at=at)
        for each in departments
    )
    changed(ISSUE, [*gone, *(issue.pk for issue in issues)], site=event.site, at=at)
    return issues


def _tell(event: Event, sheet: FunctionSheet, issues: list[SheetIssue], at: datetime) -> None:
    users = {user.pk: user for issue in issues for user in on_post(event.site, POSTS[issue.unit], at)}
    notify(
        site=event.site,
        users=users.values(),
        template=NEW_VERSION,
        context={"number": sheet.number, "version": sheet.version},
        link=f"/s/{event.site.code}/conference/e/{event.ref}/sheet/",
        urgent=bool(issues) and issues[0].short_notice,
        at=at,
    )


def _person(actor: Any) -> Any:
    return actor if getattr(actor, "pk", None) else None
