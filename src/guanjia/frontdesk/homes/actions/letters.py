"""Numbered papers of a renovation: written once, printed as they were, served and noted."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.sites.public import local
from guanjia.frontdesk.homes.models import Letter, Renovation, Violation
from guanjia.frontdesk.homes.rules.letters import PREFIX, text_of
from guanjia.frontdesk.homes.rules.renovation import LetterKind
from guanjia.people.public import local_day

RENOVATION = "homes.renovation"


@transaction.atomic
def write_letter(
    *,
    renovation: Renovation,
    kind: LetterKind,
    actor: Any,
    at: datetime,
    violation: Violation | None = None,
    addressee: str = "",
) -> Letter:
    """Write a numbered paper; its text is kept as it is now. Without `addressee` it goes to whoever renovates."""
    site = renovation.site
    facts = {
        "site": site.name,
        "unit": renovation.unit.code,
        "person": renovation.person.name,
        "works": renovation.works,
        "contractor": renovation.contractor or gettext("not named"),
        "from": renovation.planned_from.isoformat(),
        "until": renovation.planned_until.isoformat(),
        "day": f"{local(site, at):%Y-%m-%d %H:%M}",
        "found": violation.words if violation else "",
        "kind": gettext(violation.kind_enum.label) if violation else "",
        "number": renovation.number,
    }
    letter = Letter.objects.create(
        site=site,
        number=next_number(site=site, prefix=PREFIX[kind], on=local_day(site, at)),
        kind=kind,
        renovation=renovation,
        violation=violation,
        addressee=addressee or renovation.person.name,
        body=text_of(kind, facts, gettext),
        made_at=at,
    )
    _note(letter, "write_letter", actor, at)
    return letter


@transaction.atomic
def serve_letter(*, letter: Letter, how: str, actor: Any, at: datetime) -> bool:
    """Note how and when it reached its reader (handed over, posted at the door, registered mail); the first note stays."""
    if not Letter.objects.filter(pk=letter.pk, served_at=None).update(served_how=how[:120], served_at=at):
        return False
    letter.served_how, letter.served_at = how[:120], at
    _note(letter, "serve_letter", actor, at)
    return True


def _note(letter: Letter, action: str, actor: Any, at: datetime) -> None:
    record(
        site=letter.site, at=at, actor=actor, action=action, subject=(RENOVATION, letter.renovation_id),
        changes={"letter": letter.number},
    )  # fmt: skip
