"""Which column of a file of service requests is which: proposed from the header, checked by what stands in the cells."""

import re
from collections.abc import Callable, Mapping, Sequence

from guanjia.kernel.words import gettext_noop as N_
from guanjia.servicedesk.rules.filedates import is_date

FIELDS = {
    "id": N_("Number in the old system"),
    "created": N_("Received"),
    "due": N_("Due"),
    "closed": N_("Closed"),
    "type": N_("Kind"),
    "channel": N_("It came by"),
    "place": N_("Where exactly"),
}
NEEDED = ("id", "created", "type")
MOMENTS = ("created", "due", "closed")

WORDS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "service request id", "sr record id", "sr number", "service request number", "service request num", "unique key",
        "case enquiry id", "case inquiry id", "case id", "caseid", "request id", "request number", "ticket id",
        "ticket number", "ticket no", "incident id", "issue id", "tracking number", "reference number", "reference no",
        "work order id", "external id", "record id", "case number", "case no", "ref", "ticket", "key", "id", "number", "no",
        "工单编号", "工单号", "受理编号", "报事编号", "单号", "编号", "流水号",
    ),
    "created": (
        "created date", "date created", "creation date", "created at", "created on", "created", "create date",
        "requested datetime", "requested date", "request date", "requested at", "requested", "open dt", "opened date",
        "open date", "opened date time", "opened at", "opened", "opening date", "date opened", "received date",
        "date received", "received at", "received", "reported date", "date reported", "reported at", "reported",
        "submitted date", "submitted at", "date submitted", "submitted", "entry date", "logged at", "logged date", "logged",
        "start date", "start time", "登记时间", "受理时间", "创建时间", "报修时间", "来电时间", "提交时间", "报事时间", "接单时间",
    ),
    "due": (
        "due date", "date due", "due at", "due", "target dt", "sla target dt", "target date", "target", "expected datetime",
        "expected date", "expected close date", "expected at", "expected", "sla date", "sla due date", "sla deadline",
        "deadline", "promised date", "promised at", "promise date", "estimated completion date", "estimated close date",
        "scheduled completion date", "planned end", "planned completion", "required by", "resolve by",
        "要求完成时间", "应完成时间", "截止时间", "承诺时间", "到期时间", "办理期限", "时限", "期限",
    ),
    "closed": (
        "closed date", "close date", "date closed", "closed dt", "closed date time", "closed datetime", "closed at",
        "closed on", "closed", "closing date", "completed date", "date completed", "completion date", "completed at",
        "completed", "complete date", "resolved date", "resolved at", "resolution date", "resolved", "date resolved",
        "finished at", "finish date", "finished", "end date", "end time", "办结时间", "完成时间", "完工时间", "关闭时间", "结束时间",
    ),
    "type": (
        "complaint type", "sr type", "service request type", "request type", "service name", "case type", "issue type",
        "type name", "typename", "ticket type", "incident type", "service type", "problem type", "type", "category",
        "request category", "case title", "service", "subject", "problem", "issue", "reason", "description",
        "工单类型", "报修类型", "事项类别", "问题类型", "报事类型", "诉求类型", "类别", "类型", "内容",
    ),
    "channel": (
        "method received", "open data channel type", "channel", "source", "origin", "intake method", "source id",
        "sourceid", "method", "来源", "受理渠道", "渠道",
    ),
    "place": ("neighborhood", "neighbourhood", "community", "district", "area", "location", "位置", "地点", "区域", "楼栋"),
}  # fmt: skip
PARTS: Mapping[str, frozenset[str]] = {
    "created": frozenset(
        {"created", "create", "creation", "opened", "open", "requested", "received", "reported", "submitted"}
    ),
    "due": frozenset({"due", "target", "expected", "sla", "deadline", "promised", "promise", "estimated"}),
    "closed": frozenset({"closed", "close", "completed", "completion", "resolved", "finished", "closing"}),
}
NEVER = frozenset({"updated", "update", "modified", "activity", "last", "status", "days", "age"})
MOSTLY = 0.5

Look = Callable[[int], Sequence[str]]


def plain(name: str) -> str:
    """A header cell as words: CamelCase, snake_case, dots and dashes come apart."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name.strip().lstrip("\ufeff"))
    return " ".join(re.sub(r"[^\w\u4e00-\u9fff]+|_", " ", apart).lower().split())


def propose(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Our field -> number of its column. `rows` are some of the file's: a column of dates holds dates, a number tells rows
    apart. A field that no column fits is left out.
    """
    names = [plain(name) for name in header]
    columns = [[row[at].strip() for row in rows if at < len(row) and row[at].strip()] for at in range(len(names))]
    found: dict[str, int] = {}
    for field in ("created", "due", "closed", "id", "type", "channel", "place"):
        best = min(
            ((rank, at) for at, name in enumerate(names) if at not in found.values()
             for rank in [_rank(field, name)] if rank is not None and _fits(field, columns[at])),
            default=None,
        )  # fmt: skip
        if best is not None:
            found[field] = best[1]
    return found


def _rank(field: str, name: str) -> int | None:
    """How well the header says so, 0 best; None when it does not."""
    words = WORDS[field]
    squeezed = name.replace(" ", "")
    for rank, word in enumerate(words):
        if name == word or squeezed == word.replace(" ", ""):
            return rank
    parts = set(name.split())
    if field in PARTS and parts & PARTS[field] and not parts & NEVER:
        return len(words) + len(parts)
    return None


def _fits(field: str, cells: Sequence[str]) -> bool:
    """Whether the cells are of the field's kind; an empty column fits a date that may be missing."""
    if not cells:
        return field in ("due", "closed")
    if field in MOMENTS:
        return sum(is_date(cell) for cell in cells) >= MOSTLY * len(cells)
    if field == "id":
        return len(set(cells)) >= MOSTLY * len(cells)
    return not all(is_date(cell) for cell in cells)


def lacking(columns: Mapping[str, int]) -> list[str]:
    """The fields without which nothing can be taken in."""
    return [field for field in NEEDED if field not in columns]
