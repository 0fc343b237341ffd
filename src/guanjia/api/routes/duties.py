"""Duties: one's own, those of a meeting, and evidence for them."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from pydantic import BaseModel, Field

from guanjia.api.entering import enter
from guanjia.api.routes.blocks import block_of
from guanjia.api.schemas import REFUSALS, BigText, Body, Id, Limit, LongText, Moment, Offset, Page, SiteCode, Words
from guanjia.api.scopes import Scope
from guanjia.duties.permissions import does_duties, sees_duties
from guanjia.duties.public import Duty, DutyFilter, DutyLine, Proof, duties_of, lines_of, my_duties, submit_evidence
from guanjia.foundation.sites.public import Site, site_now

router = Router(tags=["duties"])


class ItemOut(BaseModel):
    """A line of the checklist: what proves it and, for numbers, its limits."""

    key: str
    text: str
    proof: str
    required: bool
    least: float | None
    most: float | None
    unit: str


class DutyOut(BaseModel):
    """A duty in the words of the token's user's language. `rev` goes back with the evidence as `seen_rev`."""

    id: int
    standard: str
    title: str
    state: str
    subject_kind: str
    subject_id: int
    subject: str
    place: str
    post: str
    opens_at: datetime
    due_at: datetime
    closes_at: datetime | None
    performed_at: datetime | None
    at_risk: bool
    overdue: bool
    level: int
    rev: int


class DutyDetail(DutyOut):
    """A duty with its checklist."""

    items: list[ItemOut]


class ItemIn(Body):
    """The answer to a line: true or false, a number, or text, as its `proof` asks."""

    key: Annotated[Words, Field(min_length=1, max_length=60)]
    value: Annotated[bool, Field(strict=True)] | Annotated[float, Field(ge=-1e9, le=1e9)] | Words | None = None
    note: LongText = ""


class EvidenceIn(Body):
    """What was done. `id` is made by the sender: the same id sent again gets the same answer and changes nothing."""

    id: UUID
    items: Annotated[list[ItemIn], Field(max_length=200)] = []
    device_at: Moment | None = None
    seen_rev: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    signature: BigText = ""
    scan: Annotated[Words, Field(max_length=120)] = ""
    note: LongText = ""
    took_seconds: Annotated[int, Field(ge=0, le=86_400)] | None = None
    single_handed_reason: Annotated[Words, Field(max_length=200)] = ""


class ReceiptOut(BaseModel):
    """What became of the evidence and of its duty."""

    id: UUID
    status: str
    duty_id: int
    state: str | None
    judged_at: datetime
    flags: list[str]


def _fields(line: DutyLine) -> dict[str, Any]:
    row = line.duty
    same = (
        "subject_kind", "subject_id", "opens_at", "due_at", "closes_at", "performed_at", "at_risk", "overdue", "level", "rev",
    )  # fmt: skip
    return {name: getattr(row, name) for name in same} | {
        "id": row.pk,
        "standard": row.standard_code,
        "title": line.title,
        "state": row.state,
        "subject": line.subject_label,
        "place": line.place_name,
        "post": row.post_code,
    }


def _duty_of(site: Site, duty_id: int) -> Duty:
    return get_object_or_404(Duty.objects.select_related("place", "site"), pk=duty_id, site=site)


@router.get("/sites/{site}/duties/mine", response={200: list[DutyOut], **REFUSALS}, operation_id="list_my_duties")
def mine(request: HttpRequest, site: SiteCode) -> Any:
    """What the token's user owes now and in the next twelve hours, first due first."""
    here = enter(request, site, Scope.DUTIES_READ, sees_duties)
    found = my_duties(request.auth.user, here, site_now(here))  # type: ignore[attr-defined]
    return [DutyOut(**_fields(line)) for line in found]


class Show(StrEnum):
    """Which duties: owed, past due and not done, missed, done, withdrawn, all."""

    LIVE = "live"
    LATE = "late"
    MISSED = "missed"
    DONE = "done"
    WITHDRAWN = "withdrawn"
    ALL = "all"


@router.get("/sites/{site}/duties", response={200: Page[DutyOut], **REFUSALS}, operation_id="list_duties")
def list_duties(
    request: HttpRequest,
    site: SiteCode,
    show: Show = Show.LIVE,
    post: Annotated[Words, Field(max_length=60)] = "",
    due_after: Moment | None = None,
    due_before: Moment | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """The site's duties, first due first. As many queries for a thousand rows as for one of each kind of subject."""
    here = enter(request, site, Scope.DUTIES_READ, sees_duties)
    rows = DutyFilter(show=show.value, post=post, begin=due_after, end=due_before).apply(
        Duty.objects.filter(site=here), site_now(here)
    )
    found = lines_of(rows.select_related("place", "site")[offset : offset + limit])
    items = [DutyOut(**_fields(line)) for line in found]
    return Page(items=items, count=rows.count(), limit=limit, offset=offset)


@router.get(
    "/sites/{site}/blocks/{id}/duties", response={200: list[DutyOut], **REFUSALS}, operation_id="list_block_duties"
)
def of_block(request: HttpRequest, site: SiteCode, id: Id) -> Any:
    """Every duty of the meeting, withdrawn ones too, by due moment."""
    here = enter(request, site, Scope.DUTIES_READ, sees_duties)
    return [DutyOut(**_fields(line)) for line in duties_of("conference.block", block_of(here, id).pk)]


@router.get("/sites/{site}/duties/{id}", response={200: DutyDetail, **REFUSALS}, operation_id="get_duty")
def get_duty(request: HttpRequest, site: SiteCode, id: Id) -> Any:
    """One duty with its checklist."""
    line = lines_of([_duty_of(enter(request, site, Scope.DUTIES_READ, sees_duties), id)])[0]
    language = request.auth.user.language  # type: ignore[attr-defined]
    items = [
        ItemOut(
            key=item.code,
            text=item.text.say(language),
            proof=item.proof,
            required=item.required,
            least=None if item.least is None else float(item.least),
            most=None if item.most is None else float(item.most),
            unit=item.unit,
        )
        for item in line.standard.items
    ]
    return DutyDetail(**_fields(line), items=items)


@router.post(
    "/sites/{site}/duties/{id}/evidence", response={200: ReceiptOut, **REFUSALS}, operation_id="submit_evidence"
)
def evidence(request: HttpRequest, site: SiteCode, id: Id, body: EvidenceIn) -> Any:
    """Hand evidence in; `status` says whether it ends the duty, is kept as further evidence or waits for a leader."""
    here = enter(request, site, Scope.DUTIES_EVIDENCE, does_duties)
    proof = Proof(
        items=[item.model_dump() for item in body.items],
        device_at=body.device_at,
        seen_rev=body.seen_rev,
        signature=body.signature,
        scan=body.scan,
        note=body.note,
        took=None if body.took_seconds is None else timedelta(seconds=body.took_seconds),
        single_handed_reason=body.single_handed_reason,
    )
    receipt = submit_evidence(
        actor=request.auth.user,  # type: ignore[attr-defined]
        duty_id=_duty_of(here, id).pk,
        evidence_id=body.id,
        at=site_now(here),
        proof=proof,
    )
    return ReceiptOut(
        id=receipt.evidence_id,
        status=receipt.status,
        duty_id=receipt.duty_id,
        state=receipt.state,
        judged_at=receipt.judged_at,
        flags=list(receipt.flags),
    )
