"""The lists of the service desk: requests, prices, parts, e-mails; and how price lists and shelves come in as sheets."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import Site, to_utc
from guanjia.foundation.tables.public import ALL, Column, Filter, Importer, ImportField, Table, number_of, text_of
from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_
from guanjia.servicedesk.actions.shelves import take_prices, take_stock
from guanjia.servicedesk.models import IncomingMail, PriceItem, ServiceRequest, StockItem
from guanjia.servicedesk.permissions import exports_requests
from guanjia.servicedesk.queries.quality import made
from guanjia.servicedesk.rules.kinds import catalogue
from guanjia.servicedesk.rules.orders import Urgency
from guanjia.servicedesk.rules.requests import OPEN_REQUEST, Category, Channel, MailOutcome, RequestState

Choices = Sequence[tuple[str, Any]]
MADE_LABELS = {
    "timely": N_("Kept in time"),
    "late": N_("A clock was broken"),
    "rework": N_("Reopened"),
    "accepted": N_("Accepted by the owner"),
    "refused": N_("Not accepted by the owner"),
}


def of_enum(states: type[State]) -> Any:
    """The states as choices of a filter."""
    return lambda site: [(each.value, gettext(each.label)) for each in states]


def shows(site: Site) -> Choices:
    """Open (the same as nothing chosen), all, or one state."""
    return [("open", gettext("Open")), ("all", gettext("All")), *of_enum(RequestState)(site)]


def show(rows: QuerySet[ServiceRequest], value: str) -> QuerySet[ServiceRequest]:
    """The requests in that state."""
    if value == "open":
        return rows.filter(state__in=OPEN_REQUEST, history=False)
    return rows if value == "all" else rows.filter(state=value)


def kinds(site: Site) -> Choices:
    """The kinds of the catalogue."""
    language = get_language() or ""
    return [(kind.code, kind.title(language)) for kind in catalogue().kinds.values()]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _bound(site_rows: QuerySet[ServiceRequest], text: str, lookup: str) -> QuerySet[ServiceRequest]:
    """Rows done from, or before, that local day; all for what is no day."""
    day, first = _day(text), site_rows.first()
    if day is None or first is None:
        return site_rows
    return site_rows.filter(**{f"completed_at__{lookup}": to_utc(first.site, datetime.combine(day, time()))})


def _urgency(rows: QuerySet[ServiceRequest], value: str) -> QuerySet[ServiceRequest]:
    return rows.exclude(urgency=Urgency.NORMAL) if value == "pressing" else rows.filter(urgency=value)


REQUESTS = Table(
    noun="servicedesk.request",
    label=_("Requests"),
    columns=(
        Column(
            "number", _("Number"), sort="opened_at",
            url=lambda row: reverse("servicedesk:request", args=[row.site.code, row.number]),
        ),
        Column("title", _("Symptom")),
        Column("kind", _("Kind"), "kind_title", sort="kind"),
        Column("where", _("Where")),
        Column("urgency", _("Urgency"), "urgency_enum", kind="state", sort="urgency"),
        Column("channel", _("Came in by"), lambda row: Channel(row.channel), kind="state", shown=False),
        Column("handler", _("Followed by"), lambda row: str(row.handler or "")),
        Column("state", _("State"), "stage", kind="state", sort="state"),
        Column("opened_at", _("Received"), kind="moment", sort="opened_at"),
        Column("completed_at", _("Completed"), kind="moment", sort="completed_at", shown=False),
        Column("closed_at", _("Closed"), kind="moment", sort="closed_at", shown=False),
        Column("reopened_count", _("Times reopened"), kind="number", sort="reopened_count", shown=False),
        Column("rating", _("Rating"), kind="number", sort="rating", shown=False),
    ),
    filters=(
        Filter("show", _("State"), choices=shows, apply=show),
        Filter("category", _("What kind of word"), choices=of_enum(Category)),
        Filter("kind", _("Kind"), choices=kinds),
        Filter("channel", _("Came in by"), choices=of_enum(Channel)),
        Filter(
            "urgency", _("Urgency"), apply=_urgency,
            choices=lambda site: [*of_enum(Urgency)(site), ("pressing", gettext("More than normal"))],
        ),
        Filter(
            "made", _("How it was done"), apply=made,
            choices=lambda site: [(each, gettext(words)) for each, words in MADE_LABELS.items()],
        ),
        Filter("since", _("Done from (2026-11-01)"), apply=lambda rows, text: _bound(rows, text, "gte")),
        Filter("until", _("Done before (2026-12-01)"), apply=lambda rows, text: _bound(rows, text, "lt")),
    ),
    search=("number", "title", "unit__code", "place__name", "place_text"),
    order=("-opened_at", "-pk"),
    empty=_("No request fits."),
    may_export=exports_requests,
)  # fmt: skip


def requests_shown(site: Site, asked: Any) -> QuerySet[ServiceRequest]:
    """What the list begins with: what is open, unless a state or a way of being done is asked for."""
    rows = ServiceRequest.objects.filter(site=site).select_related("site", "unit", "place", "handler")
    return rows if asked.get("show") else show(rows, "open")


PRICES = Table(
    noun="servicedesk.price",
    label=_("Price list"),
    columns=(
        Column("code", _("Code"), sort="code"),
        Column("title", _("Paid work"), sort="title"),
        Column("price", _("Unit price, yuan"), lambda row: f"{row.price_fen / 100:.2f}", kind="number", sort="price_fen"),
        Column("unit_text", _("Per")),
        Column("active", _("Is offered"), kind="yes_no", sort="active"),
    ),
    search=("code", "title"),
    order=("-active", "code"),
    empty=_("No price yet. Paid work needs one before it is quoted."),
)  # fmt: skip


def short_of(rows: QuerySet[StockItem], value: str) -> QuerySet[StockItem]:
    """Parts below their least."""
    return rows.filter(on_hand__lt=F("least")) if value == "short" else rows


STOCK = Table(
    noun="servicedesk.stock",
    label=_("Spare parts"),
    columns=(
        Column("code", _("Code"), sort="code"),
        Column("name", _("Spare part"), sort="name"),
        Column("on_hand", _("On hand"), kind="number", sort="on_hand"),
        Column("unit_text", _("Per")),
        Column("least", _("Reorder below"), kind="number", sort="least"),
        Column("short", _("To be ordered"), lambda row: row.on_hand < row.least, kind="yes_no"),
    ),
    filters=(Filter("short", _("Stock"), choices=lambda site: [("short", gettext("To be ordered"))], apply=short_of),),
    search=("code", "name"),
    order=("code",),
    empty=_("No part on the shelf yet."),
)

MAILS = Table(
    noun="servicedesk.mail",
    label=_("E-mails that came in"),
    columns=(
        Column("at", _("Received"), kind="moment", sort="at"),
        Column("sender", _("Written by whom"), grade=2),
        Column("outcome", _("What became of it"), "became", kind="state", sort="outcome"),
        Column(
            "request", _("Request"), lambda row: row.request.number if row.request else "",
            url=lambda row: reverse("servicedesk:request", args=[row.site.code, row.request.number])
            if row.request else "",
        ),
        Column("reason", _("Said about it")),
    ),
    filters=(Filter("outcome", _("What became of it"), choices=of_enum(MailOutcome)),),
    order=("-at", "-pk"),
    empty=_("No e-mail yet. Where they wait is told to the clock by GUANJIA_MAILBOXES."),
)  # fmt: skip


def mails(site: Site) -> QuerySet[IncomingMail]:
    """The e-mails of the site."""
    return IncomingMail.objects.filter(site=site).select_related("site", "request")


def prices(site: Site) -> QuerySet[PriceItem]:
    """The price list of the site."""
    return PriceItem.objects.filter(site=site)


def shelf(site: Site) -> QuerySet[StockItem]:
    """The parts of the site."""
    return StockItem.objects.filter(site=site)


def price_importer(site: Site) -> Importer:
    """A price list as a sheet: all rows or none, because it is money (FIELD 7)."""
    return Importer(
        noun="servicedesk.price",
        label=_("Price list"),
        fields=(
            ImportField("code", _("Code"), ("编号", "项目编号", "代码"), text_of(40), required=True, key=True),
            ImportField("title", _("Paid work"), ("项目", "服务项目", "维修项目", "名称"), text_of(120), required=True),
            ImportField(
                "price", _("Unit price, yuan"), ("单价", "价格", "收费标准", "元"),
                number_of(0, 1_000_000, whole=False), required=True,
            ),
            ImportField("unit_text", _("Per"), ("单位", "计价单位"), text_of(20)),
        ),
        apply=take_prices,
        policy=ALL,
        back=reverse("servicedesk:prices", args=[site.code]),
    )  # fmt: skip


def stock_importer(site: Site) -> Importer:
    """A shelf as a sheet: what is counted replaces what was on hand."""
    return Importer(
        noun="servicedesk.stock",
        label=_("Spare parts"),
        fields=(
            ImportField("code", _("Code"), ("编号", "物料编码", "代码"), text_of(40), required=True, key=True),
            ImportField("name", _("Spare part"), ("名称", "物料名称", "配件", "备件"), text_of(120), required=True),
            ImportField("on_hand", _("On hand"), ("库存", "数量", "现存量"), number_of(0, 1_000_000), default=0),
            ImportField("least", _("Reorder below"), ("安全库存", "最低库存"), number_of(0, 1_000_000), default=0),
            ImportField("unit_text", _("Per"), ("单位", "计量单位"), text_of(20)),
        ),
        apply=take_stock,
        back=reverse("servicedesk:stock", args=[site.code]),
    )
