"""Whose page an address of the meeting is: of a person's own device, or of a tablet that they hold for now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.urls import reverse

from guanjia.assembly.models import Assembly, Attendee, SharedTablet
from guanjia.assembly.queries.agenda import current_key
from guanjia.assembly.rules.states import AssemblyState
from guanjia.conference.public import Guest, Secrecy
from guanjia.foundation.sites.public import setting, site_now

_own = Signer(salt="assembly.room", sep=".")
_tablet = Signer(salt="assembly.tablet", sep=".")
_held = Signer(salt="assembly.hold", sep=".")
OPEN_FOR = timedelta(hours=12)
IDLE = "assembly.tablet_idle"
OF_A_VOTE = (
    *("assembly_id", "said", "seen_at", "guest__name", "guest__admitted_at", "guest__left_at"),
    *("assembly__channel", "assembly__state", "assembly__closed_at", "assembly__site", "assembly__event__secrecy"),
    "assembly__block__ends_at",
)
"""What taking a vote reads of a person and the meeting; the site is read whole."""


@dataclass(frozen=True)
class Reader:
    """Who reads, and on which tablet of the house (None: on their own device)."""

    attendee: Attendee
    tablet: SharedTablet | None

    @property
    def assembly(self) -> Assembly:
        """The meeting."""
        return self.attendee.assembly


class SignedOut(Exception):
    """The tablet was left alone, or the item ended: whoever stands before it now is somebody else."""

    def __init__(self, tablet: SharedTablet) -> None:
        super().__init__()
        self.tablet = tablet


def room_token(attendee: Attendee) -> str:
    """What stands in the address of somebody's own page of the meeting."""
    return _own.sign(f"{attendee.pk}-{attendee.serial}")


def tablet_token(tablet: SharedTablet) -> str:
    """What stands in the address of a tablet."""
    return _tablet.sign(f"{tablet.pk}-{tablet.serial}")


def hold_token(tablet: SharedTablet) -> str:
    """What stands in the address while somebody holds the tablet."""
    return _held.sign(f"{tablet.pk}-{tablet.hold}")


def room_path(attendee: Attendee) -> str:
    """The path of somebody's own page of the meeting."""
    return reverse("assembly_room", args=[room_token(attendee)])


def room_path_of(guest: Guest) -> str:
    """The path for a guest whose meeting is on screens; "" where there is none, or it is for tablets of the house only."""
    rows = Attendee.objects.filter(guest=guest).exclude(assembly__event__secrecy=Secrecy.INTERNAL)
    row = rows.exclude(assembly__state=AssemblyState.CLOSED).order_by("assembly__block__starts_at").first()
    return room_path(row) if row else ""


def reader_of(token: str, *, writes: bool = False) -> Reader | None:
    """Who may read by this address; None for a forged or revoked one. Raises SignedOut for a tablet that was left.

    One who `writes` is read with what a vote asks for alone (the rest when it is asked for): a thousand vote within seconds.
    """
    held = _read(_held, token)
    if held is not None:
        return _holder(int(held[0]), held[1])
    own = _read(_own, token)
    if own is None:
        return None
    rows = (_voters().only(*OF_A_VOTE) if writes else _attendees()).filter(pk=int(own[0]), serial=int(own[1]))
    found = rows.first()
    if found is None or not found.guest.name or found.assembly.event.secrecy == Secrecy.INTERNAL:
        return None
    return Reader(found, None)


def tablet_of(token: str) -> SharedTablet | None:
    """The tablet of this address; None for a forged or revoked one."""
    read = _read(_tablet, token)
    if read is None:
        return None
    rows = SharedTablet.objects.select_related("assembly__site", "assembly__event", "assembly__block__room")
    return rows.filter(pk=int(read[0]), serial=int(read[1]), revoked_at=None).first()


def is_over(assembly: Assembly, at: datetime) -> bool:
    """Whether links open nothing any more: half a day after the meeting was adjourned, or should have ended."""
    return at > (assembly.closed_at or assembly.block.ends_at) + OPEN_FOR


def _holder(pk: int, hold: str) -> Reader | None:
    rows = SharedTablet.objects.select_related("assembly__site", "assembly__event", "assembly__block__room")
    tablet = rows.filter(pk=pk, revoked_at=None).first()
    if tablet is None:
        return None
    if not hold or tablet.hold != hold or tablet.attendee_id is None or _left(tablet, site_now(tablet.assembly.site)):
        raise SignedOut(tablet)
    return Reader(_attendees().get(pk=tablet.attendee_id), tablet)


def _left(tablet: SharedTablet, at: datetime) -> bool:
    idle = timedelta(minutes=int(setting(tablet.assembly.site, IDLE)))
    if tablet.last_used_at is None or at - tablet.last_used_at > idle:
        return True
    return tablet.item != current_key(tablet.assembly, at)


def _voters() -> QuerySet[Attendee]:
    return Attendee.objects.select_related("guest", "assembly__site", "assembly__event", "assembly__block")


def _attendees() -> QuerySet[Attendee]:
    return _voters().select_related("guest__delegation", "assembly__block__room", "assembly__chair__guest")


def _read(signer: Signer, token: str) -> tuple[str, str] | None:
    try:
        pk, _dash, rest = signer.unsign(token).partition("-")
    except BadSignature:
        return None
    return (pk, rest) if pk.isdecimal() and rest else None
