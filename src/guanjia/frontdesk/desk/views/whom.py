"""Whom a form of the desk is about, from its address or its hidden fields."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from guanjia.foundation.persons.public import seen_by
from guanjia.frontdesk.desk.models import Call
from guanjia.places.public import Unit


@dataclass(frozen=True, slots=True)
class Known:
    """Ids of this site's rows, each None where not given or not ours."""

    person_id: int | None = None
    unit_id: int | None = None
    call_id: int | None = None

    def back(self, site_code: str) -> str:
        """The desk, with the card that one came from."""
        base = reverse("desk:desk", args=[site_code])
        if self.person_id:
            return f"{base}?person={self.person_id}"
        return f"{base}?unit={self.unit_id}" if self.unit_id else base


def whom_of(request: HttpRequest) -> Known:
    """Person, unit and call named by `person`, `unit`, `call`; foreign ones are left out."""
    given = {name: request.POST.get(name) or request.GET.get(name, "") for name in ("person", "unit", "call")}
    ids = {name: int(text) for name, text in given.items() if text.isdecimal() and len(text) < 19}
    site = request.site
    people = (
        seen_by(site).filter(pk=ids.get("person", 0)).values_list("pk", flat=True).first() if "person" in ids else None
    )
    unit = (
        Unit.objects.filter(site=site, pk=ids["unit"]).values_list("pk", flat=True).first() if "unit" in ids else None
    )
    call = (
        Call.objects.filter(site=site, pk=ids["call"]).values_list("pk", flat=True).first() if "call" in ids else None
    )
    return Known(people, unit, call)
