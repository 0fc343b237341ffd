"""Which forms and documents."""

from typing import Any

from django.db.models import Q, QuerySet

from guanjia.foundation.files.public import StoredFile
from guanjia.foundation.persons.public import masked
from guanjia.foundation.sites.public import Site
from guanjia.papers.models import Record, Sheet
from guanjia.papers.permissions import sees_restricted
from guanjia.papers.rules.catalogue import FORMS
from guanjia.papers.rules.forms import Field, Form, lines_of
from guanjia.papers.rules.records import Access, RecordState
from guanjia.people.public import is_auditor, is_staff


def sheet_list(site: Site, *, form: str = "", state: str = "", words: str = "") -> QuerySet[Sheet]:
    """Forms of the site, newest first."""
    rows = Sheet.objects.filter(site=site).select_related("made_by")
    if form in FORMS:
        rows = rows.filter(form=form)
    if state:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(number__icontains=words)
    return rows.order_by("-made_at", "-pk")


def record_list(user: Any, site: Site, *, kind: str = "", show: str = "", words: str = "") -> QuerySet[Record]:
    """Documents of the site that the reader may see, newest first; destroyed ones only when all are asked for."""
    rows = Record.objects.filter(site=site).select_related("keeper")
    if not (sees_restricted(user, site) or is_auditor(user, site)):
        rows = rows.filter(access=Access.OPEN)
    if show != "all":
        rows = rows.exclude(state=RecordState.DESTROYED)
    if kind:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(number__icontains=words) | Q(origin__icontains=words))
    return rows.order_by("-received_at", "-pk")


def may_see_record(user: Any, site: Site, record_id: int) -> bool:
    """Whether this reader may open the copies of a document."""
    return is_staff(user, site) and record_list(user, site, show="all").filter(pk=record_id).exists()


def copies_of(record: Record) -> QuerySet[StoredFile]:
    """The electronic copies (DOCS-003)."""
    return StoredFile.objects.filter(holds__holder_kind="papers.record", holds__holder_id=record.pk).order_by("pk")


def phone_of(sheet: Sheet) -> str:
    """The telephone of whoever the form names, masked; "" when none was given or it was erased."""
    if sheet.person is None:
        return ""
    return " ".join(masked([sheet.person]).get(sheet.person.pk, {}).get("phone", []))


def shown(form: Form, sheet: Sheet, phone: str) -> list[tuple[Field, Any]]:
    """Each field with what stands in it: a text, or rows of cells for lines."""
    found = []
    for each in form.fields:
        value: Any = phone if each.kind == "phone" else sheet.values.get(each.code, "")
        found.append((each, lines_of(str(value), each.columns) if each.kind == "lines" else value))
    return found
