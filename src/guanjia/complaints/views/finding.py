"""Whom and which home a form means."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.models import Complaint
from guanjia.foundation.files.public import Watermark, store
from guanjia.foundation.persons.public import BadValue, Person, find_by_phone, make_person, seen_by
from guanjia.foundation.sites.public import local, to_utc
from guanjia.places.public import Unit, units_in


def find_complaint(request: HttpRequest, number: str) -> Complaint:
    """The complaint of this site, or 404."""
    rows = Complaint.objects.select_related(
        "site", "unit", "person", "owner", "received_by", "earlier", "crisis", "outside"
    )
    return get_object_or_404(rows, site=request.site, number=number)


def find_unit(request: HttpRequest, text: str) -> Unit | None:
    """The unit that was typed, however people write it; None when nothing was. Raises ComplaintRefused for an unknown one."""
    typed = text.strip()
    if not typed:
        return None
    codes = [typed, *units_in(typed)]
    unit = Unit.objects.filter(site=request.site, code__in=codes).first()
    if unit is None:
        raise ComplaintRefused(_("There is no unit %(code)s.") % {"code": typed}, ["unit"])
    return unit


def find_person(request: HttpRequest, name: str, phone: str, at: datetime) -> Person | None:
    """Whoever has this phone and name, else a new person of the site; None when neither was given. Raises ComplaintRefused."""
    name, phone = name.strip(), phone.strip()
    if not name and not phone:
        return None
    same = find_by_phone(request.site, phone) if phone else []
    if len(same) == 1 and (not name or same[0].name == name):
        return same[0]
    if found := next((each for each in same if each.name == name), None):
        return found
    try:
        return make_person(
            site=request.site, name=name or phone, actor=request.user, at=at, link="complaint",
            private={"phone": phone} if phone else {},
        )  # fmt: skip
    except BadValue as bad:
        raise ComplaintRefused(_(bad.reason), [bad.field]) from None


def given(request: HttpRequest) -> dict[str, Any]:
    """Unit and person of the address, as the caller card hands them over."""
    found: dict[str, Any] = {}
    if (pk := request.GET.get("unit", "")).isdecimal():
        unit = Unit.objects.filter(site=request.site, pk=pk).first()
        found["unit"] = unit.code if unit else ""
    if (pk := request.GET.get("person", "")).isdecimal():
        person = seen_by(request.site).filter(pk=pk).first()
        found |= {"name": person.name, "person_id": person.pk} if person else {}
    return found


def utc(request: HttpRequest, wall: datetime | None) -> datetime | None:
    """The moment of a naive local time; None stays None."""
    return to_utc(request.site, wall) if wall is not None else None


def keep_photo(request: HttpRequest, at: datetime) -> list[int]:
    """Keep the photos of the form; ids. Raises FileRefused."""
    site = request.site
    mark = Watermark(site.name, "", f"{local(site, at):%Y-%m-%d %H:%M}", str(request.user))
    return [
        store(site=site, upload=each, name=each.name or "photo.jpg", actor=request.user, at=at, watermark=mark).pk
        for each in request.FILES.getlist("photo")
    ]
