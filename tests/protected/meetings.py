"""Internal meetings and cleared people."""

from datetime import date, timedelta
from typing import Any

from guanjia.conference.models import Event
from guanjia.protected.actions.dossiers import hold_practice, open_dossier, write_plan
from guanjia.protected.actions.staff import assign_staff, brief_staff, file_paper, review_staff
from guanjia.protected.models import Assignment, Dossier
from guanjia.protected.rules.clearance import NEEDED, PaperKind
from guanjia.protected.rules.meeting import PlanKind, Rank, Zone
from tests.cast import Cast
from tests.factories.conference import NINE, make_event

AT = NINE - timedelta(days=2)
BORN = date(2026, 1, 5)


def internal(cast: Cast, rank: Rank = Rank.ORDINARY, **fields: Any) -> Dossier:
    """The dossier of an internal meeting two days ahead."""
    event: Event = make_event(
        cast.site, **({"secrecy": "internal", "starts_at": NINE, "ends_at": NINE + timedelta(hours=2)} | fields)
    )
    return open_dossier(event=event, rank=rank, actor=cast.alice, at=AT)


def cleared(cast: Cast, user: Any, *left_out: PaperKind) -> None:
    """Everything that is needed is on file of this user, but for what is left out."""
    for kind in NEEDED:
        if kind not in left_out:
            file_paper(site=cast.site, user=user, kind=kind, on=BORN, number="浙A-1", actor=cast.mei, at=AT)


def ready(cast: Cast, dossier: Dossier, user: Any, zone: Zone = Zone.CORE) -> Assignment:
    """Somebody on the list, cleared, briefed and reviewed."""
    cleared(cast, user)
    made = assign_staff(dossier=dossier, user=user, task="会场服务", zone=zone, actor=cast.alice, at=AT)
    brief_staff(assignment=made, actor=cast.alice, at=AT)
    review_staff(assignment=made, reviewer="办公室 周主任", actor=cast.alice, at=AT)
    return made


def planned(cast: Cast, dossier: Dossier) -> None:
    """A main plan and two reserves."""
    for kind, title in ((PlanKind.MAIN, "主预案"), (PlanKind.RESERVE, "停电预案"), (PlanKind.RESERVE, "换会场预案")):
        write_plan(dossier=dossier, kind=kind, title=title, text="按图执行", actor=cast.alice, at=AT)


def rehearsed(cast: Cast, dossier: Dossier, findings: str = "") -> None:
    """A rehearsal was held."""
    hold_practice(dossier=dossier, people="会务组、安保组", findings=findings, held_at=AT, actor=cast.lin, at=AT)
