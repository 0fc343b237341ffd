"""What happened."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from guanjia.api.entering import enter
from guanjia.api.routes.blocks import block_of
from guanjia.api.routes.events import event_of
from guanjia.api.schemas import REFUSALS, Id, Limit, Moment, Offset, Page, Ref, SiteCode, Words
from guanjia.api.scopes import Scope
from guanjia.conference.permissions import can_see_conferences
from guanjia.foundation.journal.public import Entry, entries, timeline
from guanjia.people.public import is_manager

router = Router(tags=["journal"])


class EntryOut(BaseModel):
    """One thing that happened. `actor_id` null is the house itself; `reason` is empty where it was erased."""

    id: int
    at: datetime
    actor_id: int | None
    action: str
    subject_kind: str
    subject_id: int
    from_state: str
    to_state: str
    reason: str
    changes: dict[str, Any]


def _out(entry: Entry) -> EntryOut:
    same = (
        "id",
        "at",
        "actor_id",
        "action",
        "subject_kind",
        "subject_id",
        "from_state",
        "to_state",
        "reason",
        "changes",
    )
    return EntryOut(**{name: getattr(entry, name) for name in same})


@router.get("/sites/{site}/journal", response={200: Page[EntryOut], **REFUSALS}, operation_id="list_journal")
def journal(
    request: HttpRequest,
    site: SiteCode,
    action: Annotated[Words, Field(max_length=80)] = "",
    since: Moment | None = None,
    until: Moment | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """The site's history, newest first, for managers and auditors. `action` with a dot at its end takes all below it."""
    rows = entries(enter(request, site, Scope.JOURNAL_READ, is_manager), action=action, since=since, until=until)
    items = [_out(entry) for entry in rows[offset : offset + limit]]
    return Page(items=items, count=rows.count(), limit=limit, offset=offset)


@router.get(
    "/sites/{site}/events/{ref}/timeline", response={200: list[EntryOut], **REFUSALS}, operation_id="get_event_timeline"
)
def of_event(request: HttpRequest, site: SiteCode, ref: Ref, limit: Limit = 50) -> Any:
    """The event's history, newest first."""
    here = enter(request, site, Scope.JOURNAL_READ, can_see_conferences)
    return [_out(entry) for entry in timeline(("conference.event", event_of(here, ref).pk), limit=limit)]


@router.get(
    "/sites/{site}/blocks/{id}/timeline", response={200: list[EntryOut], **REFUSALS}, operation_id="get_block_timeline"
)
def of_block(request: HttpRequest, site: SiteCode, id: Id, limit: Limit = 50) -> Any:
    """The meeting's history, newest first."""
    here = enter(request, site, Scope.JOURNAL_READ, can_see_conferences)
    return [_out(entry) for entry in timeline(("conference.block", block_of(here, id).pk), limit=limit)]
