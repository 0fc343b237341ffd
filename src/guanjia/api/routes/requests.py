"""Service requests: listed, taken down, moved on, closed by the owner's word; what a sensor, a portal or a hotline calls."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Path, Router, Status
from pydantic import BaseModel, Field

from guanjia.api.entering import enter
from guanjia.api.schemas import REFUSALS, Body, Limit, LongText, Offset, Page, RowId, SiteCode, Words
from guanjia.api.scopes import Scope
from guanjia.conference.rules.refusals import Refused
from guanjia.foundation.sites.public import Site, site_now
from guanjia.places.public import Building, Space, Unit
from guanjia.servicedesk.permissions import sees_orders, takes_requests
from guanjia.servicedesk.public import (
    Ask,
    Category,
    Channel,
    HoldReason,
    Outcome,
    RequestState,
    ServiceRequest,
    Urgency,
    Word,
    acknowledge_request,
    call_back,
    cancel_request,
    catalogue,
    close_request,
    complete_request,
    decline_request,
    hold_request,
    log_request,
    make_orders,
    merge_request,
    rate_request,
    reopen_request,
    request_list,
    resume_request,
    tell_progress,
    verify_request,
)

router = Router(tags=["requests"])
Number = Annotated[str, Path(max_length=40, pattern=r"^[A-Za-z0-9-]+$", description="The request's number")]
SHOWS = f"^(open|all|{'|'.join(RequestState)})$"


class RequestOut(BaseModel):
    """A request. Who asked is not in it: a machine does not need it."""

    number: str
    category: str
    kind: str
    urgency: str
    state: str
    channel: str
    title: str
    description: str
    unit: str
    building_id: int | None
    place_id: int | None
    where: str
    opened_at: datetime
    completed_at: datetime | None
    closed_at: datetime | None
    result: str
    word: str
    rating: int | None
    reopened_count: int
    orders: list[str]
    merged_into: str
    rev: int


class NewRequest(Body):
    """What is wrong or wanted, and where: `unit` is a unit's code ("3-2-1201"). Kind and urgency "" come from the words.

    `key` names the matter in the sender's own system: sent again it returns the first request.
    """

    title: Annotated[Words, Field(min_length=1, max_length=200)]
    description: LongText = ""
    kind: Words = ""
    category: Category | None = None
    urgency: Urgency = Urgency.NORMAL
    unit: Annotated[Words, Field(max_length=60)] = ""
    building_id: RowId | None = None
    place_id: RowId | None = None
    place_text: Annotated[Words, Field(max_length=200)] = ""
    key: Annotated[Words, Field(max_length=120)] = ""


class Deed(StrEnum):
    """What can be done with a request."""

    ACKNOWLEDGE = "acknowledge"
    ORDER = "order"
    HOLD = "hold"
    RESUME = "resume"
    TELL = "tell"
    COMPLETE = "complete"
    VERIFY = "verify"
    CLOSE = "close"
    CALL_BACK = "call_back"
    RATE = "rate"
    REOPEN = "reopen"
    DECLINE = "decline"
    CANCEL = "cancel"
    MERGE = "merge"


class Said(Body):
    """What a deed needs: `words` why, how it stands or what was done; `why` of a hold; `word` and `code` of closing;

    `outcome` of a call-back; `rating` one to five; `into` the number of the request that it is merged into."""

    words: LongText = ""
    why: HoldReason | None = None
    word: Word | None = None
    code: Annotated[Words, Field(max_length=8)] = ""
    outcome: Outcome | None = None
    rating: Annotated[int, Field(ge=1, le=5)] | None = None
    into: Annotated[Words, Field(max_length=40)] = ""


def _rows(site: Site) -> Any:
    related = ("site", "unit", "place", "person", "handler", "merged_into")
    return ServiceRequest.objects.filter(site=site).select_related(*related).prefetch_related("orders")


def _out(row: ServiceRequest) -> RequestOut:
    same = (
        "number", "category", "kind", "urgency", "state", "channel", "title", "description", "building_id", "place_id",
        "where", "opened_at", "completed_at", "closed_at", "result", "word", "rating", "reopened_count", "rev",
    )  # fmt: skip
    return RequestOut(
        **{name: getattr(row, name) for name in same},
        unit=row.unit.code if row.unit else "",
        orders=sorted(order.number for order in row.orders.all()),
        merged_into=row.merged_into.number if row.merged_into else "",
    )


@router.get("/sites/{site}/requests", response={200: Page[RequestOut], **REFUSALS}, operation_id="list_requests")
def list_requests(
    request: HttpRequest,
    site: SiteCode,
    show: Annotated[Words, Field(pattern=SHOWS)] = "open",
    category: Category | None = None,
    kind: Words = "",
    q: Words = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """Requests, newest first; `show` is open, all or a state. Three queries."""
    here = enter(request, site, Scope.REQUESTS_READ, sees_orders)
    rows = request_list(here, show=show, words=q, category=category or "", kind=kind)
    rows = rows.select_related("site", "unit", "place", "merged_into").prefetch_related("orders")
    items = [_out(row) for row in rows[offset : offset + limit]]
    return Page(items=items, count=rows.count(), limit=limit, offset=offset)


@router.post("/sites/{site}/requests", response={201: RequestOut, **REFUSALS}, operation_id="log_request")
def log_one(request: HttpRequest, site: SiteCode, body: NewRequest) -> Any:
    """Take a request down; its clocks start. Urgent words make it urgent, and those who must know are told at once."""
    here = enter(request, site, Scope.REQUESTS_WRITE, takes_requests)
    ask = Ask(
        title=body.title, description=body.description, kind=_kind(body.kind), category=body.category or "",
        urgency=body.urgency, channel=Channel.API, unit_id=_unit(here, body.unit),
        building_id=_here(Building, here, "building_id", body.building_id),
        place_id=_here(Space, here, "place_id", body.place_id), place_text=body.place_text,
        source_key=f"api:{request.auth.user.pk}:{body.key}" if body.key else "",  # type: ignore[attr-defined]
    )  # fmt: skip
    row = log_request(site=here, ask=ask, actor=request.auth.user, at=site_now(here))  # type: ignore[attr-defined]
    return Status(201, _out(_rows(here).get(pk=row.pk)))


def _kind(code: str) -> str:
    if code and code not in catalogue().kinds:
        raise Refused("kind", _("Choose one of the list."))
    return code


def _unit(site: Site, code: str) -> int | None:
    if not code:
        return None
    unit = Unit.objects.filter(site=site, code=code).first()
    if unit is None:
        raise Refused("unit", _("There is no such place at this site."))
    return int(unit.pk)


def _here(model: Any, site: Site, name: str, pk: int | None) -> int | None:
    if pk is not None and not model.objects.filter(site=site, pk=pk).exists():
        raise Refused(name, _("There is no such place at this site."))
    return pk


@router.get("/sites/{site}/requests/{number}", response={200: RequestOut, **REFUSALS}, operation_id="get_request")
def get_one(request: HttpRequest, site: SiteCode, number: Number) -> Any:
    """One request."""
    return _out(get_object_or_404(_rows(enter(request, site, Scope.REQUESTS_READ, sees_orders)), number=number))


@router.post(
    "/sites/{site}/requests/{number}/deeds/{deed}",
    response={200: RequestOut, **REFUSALS},
    operation_id="act_on_request",
)
def act(request: HttpRequest, site: SiteCode, number: Number, deed: Deed, body: Said) -> Any:
    """Do something with it. 409 when it is not its turn; 422 when a word is missing. Nobody closes but by the owner's word."""
    here = enter(request, site, Scope.REQUESTS_WRITE, takes_requests)
    row = get_object_or_404(_rows(here), number=number)
    who = {"request": row, "actor": request.auth.user, "at": site_now(here)}  # type: ignore[attr-defined]
    _do(here, deed, body, who)
    return _out(_rows(here).get(pk=row.pk))


def _do(site: Site, deed: Deed, body: Said, who: dict[str, Any]) -> None:
    match deed:
        case Deed.ACKNOWLEDGE:
            acknowledge_request(**who)
        case Deed.ORDER:
            make_orders(posts=[""], **who)
        case Deed.HOLD:
            hold_request(why=_given("why", body.why), words=body.words, **who)
        case Deed.RESUME:
            resume_request(**who)
        case Deed.TELL:
            tell_progress(words=body.words, **who)
        case Deed.COMPLETE:
            complete_request(result=body.words, **who)
        case Deed.VERIFY:
            verify_request(**who)
        case Deed.CLOSE:
            close_request(word=_given("word", body.word), code=body.code, rating=body.rating, **who)
        case Deed.CALL_BACK:
            call_back(outcome=_given("outcome", body.outcome), words=body.words, rating=body.rating, **who)
        case Deed.RATE:
            rate_request(rating=_given("rating", body.rating), **who)
        case Deed.REOPEN:
            reopen_request(reason=body.words, **who)
        case Deed.DECLINE:
            decline_request(reason=body.words, **who)
        case Deed.CANCEL:
            cancel_request(reason=body.words, **who)
        case Deed.MERGE:
            merge_request(into=get_object_or_404(_rows(site), number=body.into), **who)


def _given(name: str, value: Any) -> Any:
    if value is None:
        raise Refused(name, _("This is needed."))
    return value
