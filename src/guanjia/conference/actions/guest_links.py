"""The address of a guest's own page: signed, so that nobody can make one; it ends when the guest's code is given out anew."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from guanjia.conference.models import Guest

_signer = Signer(salt="conference.guest-page", sep=".")
OPEN_FOR = timedelta(hours=12)
"""The page works until this long after the event's end, like the code (admission.GRACE)."""


def guest_token(guest: Guest) -> str:
    """What stands in the address. It is not the code of the door: who photographs a badge cannot answer for its bearer."""
    return _signer.sign(f"{guest.pk}-{guest.serial}")


def guest_path(guest: Guest) -> str:
    """The path of the guest's own page."""
    return reverse("portal:guest", args=[guest_token(guest)])


def guest_of_token(token: str) -> Guest | None:
    """Whose page this is; None for a forged or replaced address, or somebody who was erased or taken off the list."""
    try:
        pk, _dash, serial = _signer.unsign(token).partition("-")
    except BadSignature:
        return None
    found = Guest.objects.filter(pk=int(pk), serial=int(serial)).exclude(name="")
    return found.select_related("event__site", "delegation").first()
