"""Which desk machine somebody works at."""

from typing import Any

from guanjia.frontdesk.desk.models import Machine, Sitting

COOKIE = "desk_machine"
LOCKED = "desk_locked"


def machine_of(request: Any) -> Machine | None:
    """The machine of this browser at the site of the page; None for any other computer. One query a request."""
    if not hasattr(request, "desk_machine"):
        request.desk_machine = of_token(request.COOKIES.get(COOKIE, ""))
    found: Machine | None = request.desk_machine
    site = getattr(request, "site", None)
    return found if found is not None and (site is None or found.site_id == site.pk) else None


def of_token(token: str) -> Machine | None:
    """The machine in service that holds the token."""
    if not token or len(token) > 100:
        return None
    rows = Machine.objects.filter(token_hash=Machine.hash_of(token), revoked_at=None)
    return rows.select_related("site__company").first()


def sitting_at(machine: Machine) -> Sitting | None:
    """Who sits there now."""
    return Sitting.objects.filter(machine=machine, until=None).select_related("user").first()
