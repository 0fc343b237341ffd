"""The guest list: its page, its export and how a sheet comes in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanjia.conference.actions.guest_changes import Change, change_guests
from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.models import Delegation, Event, Guest
from guanjia.conference.permissions import can_plan
from guanjia.conference.rules.guests import GuestRole, GuestState
from guanjia.foundation.persons.public import BadValue, lacking, normal_phone, normal_value
from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.public import (
    BadCell,
    Column,
    Filter,
    Importer,
    ImportField,
    Row,
    Table,
    Taken,
    as_text,
    number_of,
    one_of,
    text_of,
)
from guanjia.kernel.states import choices

ROLE_WORDS = {
    "出席": "attend", "参会": "attend", "attend": "attend", "attends": "attend",
    "列席": "sit_in", "sit in": "sit_in", "sits in": "sit_in", "sit_in": "sit_in",
    "旁听": "observe", "observe": "observe", "observes": "observe",
}  # fmt: skip
"""What a sheet may say of how somebody takes part."""

GUESTS = Table(
    noun="conference.guest",
    label=_("Guests"),
    columns=(
        Column("rank_no", _("Order"), kind="number", sort="rank_no"),
        Column("name", _("Full name"), sort="pinyin"),
        Column("delegation", _("Organisation"), lambda guest: guest.delegation or "", sort="delegation__name"),
        Column("position", _("Position")),
        Column("role", _("Takes part"), lambda guest: gettext(guest.get_role_display()), sort="role"),
        Column("seat", _("Seat"), sort="seat"),
        Column("state", _("Answer"), lambda guest: guest.answer, kind="state", sort="state"),
        Column("admitted_at", _("Admitted"), kind="moment", sort="admitted_at"),
    ),
    filters=(
        Filter(
            "state",
            _("Answer"),
            choices=lambda site: [(value, gettext(label)) for value, label in choices(GuestState)],
            apply=lambda rows, value: rows.filter(state=value),
        ),
        Filter(
            "here",
            _("Here"),
            choices=lambda site: [("yes", gettext("Here")), ("no", gettext("Not here yet"))],
            apply=lambda rows, value: rows.filter(admitted_at__isnull=value == "no"),
        ),
    ),
    search=("name", "pinyin", "initials", "delegation__name"),
    may_export=can_plan,
    order=("rank_no", "pk"),
    empty=_("Nobody on the list yet. Send a sheet, or add somebody."),
)


def phone_of(cell: Any) -> str:
    """A telephone number as it is stored; "" for an empty cell."""
    text = as_text(cell).strip()
    if not text:
        return ""
    try:
        return normal_phone(text)
    except BadValue as bad:
        raise BadCell(bad.reason) from None


def email_of(cell: Any) -> str:
    """An e-mail address as it is stored; "" for an empty cell."""
    text = as_text(cell).strip()
    try:
        return normal_value("email", text) if text else ""
    except BadValue as bad:
        raise BadCell(bad.reason) from None


def guest_importer(event: Event) -> Importer:
    """How a guest list comes in: by name and organisation, so that a second sheet changes and never doubles."""
    return Importer(
        noun="conference.guest",
        label=_("Guests"),
        scope=f"event:{event.pk}",
        back=reverse("conference:guests", args=[event.site.code, event.ref]),
        fields=(
            ImportField(
                "name", _("Full name"), ("姓名", "嘉宾姓名", "参会人", "name"), text_of(80), required=True, key=True
            ),
            ImportField("delegation", _("Organisation"), ("单位", "工作单位", "参会单位"), text_of(160), key=True),
            ImportField("position", _("Position"), ("职务", "职位"), text_of(80)),
            ImportField("role", _("Takes part"), ("参会类别", "类别"), one_of(ROLE_WORDS)),
            ImportField("rank_no", _("Order"), ("排序", "序号", "名次"), number_of(1, 100_000), default=None),
            ImportField("seat", _("Seat"), ("座位", "座次"), text_of(40)),
            ImportField("phone", _("Phone"), ("手机", "手机号", "电话", "联系电话"), phone_of, secret=True),
            ImportField("email", _("E-mail"), ("邮箱", "电子邮箱", "邮件"), email_of, secret=True),
            ImportField("language", _("Language"), ("语言",), text_of(16)),
            ImportField("diet", _("Diet"), ("饮食", "饮食禁忌"), text_of(120)),
            ImportField("needs", _("Special needs"), ("特殊需求", "备注"), text_of(200)),
        ),
        check=lambda site, rows: check_guests(event, rows),
        apply=GuestTaker(event),
    )


CHANGEABLE = ("position", "role", "rank_no", "seat", "language", "diet", "needs")
PRIVATE = ("phone", "email")


def _known(event: Event) -> dict[tuple[str, str], Guest]:
    rows = Guest.objects.filter(event=event).select_related("delegation", "person")
    return {(guest.name, guest.delegation.name if guest.delegation else ""): guest for guest in rows}


def _key(row: Row) -> tuple[str, str]:
    return row.values["name"], row.values["delegation"] or ""


def _news(guest: Guest, row: Row) -> list[str]:
    """What the row says differently of the guest. An empty cell says nothing: what is known, or was told since, stays."""
    return [name for name in CHANGEABLE if row.values[name] and row.values[name] != getattr(guest, name)]


def _lacking(site: Site, pairs: Sequence[tuple[Guest, Row]]) -> dict[str, set[int]]:
    """By private field, the persons whose telephone or address is another than the sheet's, or none; a query a field."""
    return {
        name: lacking(
            site, name, {g.person_id: row.values[name] for g, row in pairs if g.person_id and row.values[name]}
        )
        for name in PRIVATE
    }


def check_guests(event: Event, rows: Sequence[Row]) -> None:
    """Set what would become of each row: new, update or same; few queries, however many rows."""
    known = _known(event)
    pairs = [(guest, row) for row in rows if (guest := known.get(_key(row))) is not None]
    private = _lacking(event.site, pairs)
    for guest, row in pairs:
        changes = _news(guest, row) or any(guest.person_id in ids for ids in private.values())
        row.fate = "update" if changes else "same"


class GuestTaker:
    """Takes the good rows of a sheet over into one event."""

    def __init__(self, event: Event) -> None:
        self.event = event

    def __call__(self, *, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken:
        """Add who is new and change who is known; sent again it changes nothing."""
        known = _known(self.event)
        pairs = [(guest, row) for row in rows if (guest := known.get(_key(row))) is not None]
        fresh = [self._draft(row) for row in rows if _key(row) not in known]
        made = add_guests(event=self.event, drafts=fresh, actor=actor, at=at)
        private = _lacking(site, pairs)
        changes = [
            Change(
                guest,
                {name: row.values[name] for name in _news(guest, row)},
                {name: row.values[name] for name, ids in private.items() if guest.person_id in ids},
            )
            for guest, row in pairs
        ]
        count = change_guests(event=self.event, changes=changes, actor=actor, at=at)
        return Taken(len(made), count, len(rows) - len(made) - count)

    def _draft(self, row: Row) -> Draft:
        values = row.values
        return Draft(
            name=values["name"],
            delegation=values["delegation"] or "",
            position=values["position"] or "",
            role=GuestRole(values["role"] or "attend"),
            rank_no=values["rank_no"],
            seat=values["seat"] or "",
            language=values["language"] or "",
            diet=values["diet"] or "",
            needs=values["needs"] or "",
            phone=values["phone"] or "",
            email=values["email"] or "",
        )


def delegations_of(event: Event) -> list[Delegation]:
    """Organisations of the event in the order of their names."""
    return list(Delegation.objects.filter(event=event).order_by("name"))
