"""Packages: kept as master data, taken at the enquiry."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.clientele.models import Package, PackageChoice
from guanjia.clientele.queries.offering import offering_of
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.conference.public import Event, MeetingKind, Refused, Service, change_needs
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site

PACKAGE = "clientele.package"
EVENT = "conference.event"
FIELDS = ("name", "pitch", "kinds", "services", "style", "least", "most", "head_fen", "valid_from", "valid_until")


@transaction.atomic
def save_package(
    *, site: Site, package: Package, values: dict[str, Any], rev: int, actor: Any, at: datetime
) -> Package:
    """Make a package, or change it; meetings that took it keep their price. Raises ClienteleRefused, SecretRefused."""
    refuse_marked({"name": values["name"], "pitch": values["pitch"]}, site=site)
    if values["least"] > values["most"]:
        raise ClienteleRefused("most", _("The largest number of people is below the smallest."))
    if values["valid_until"] is not None and values["valid_until"] < values["valid_from"]:
        raise ClienteleRefused("valid_until", _("It ends before it begins."))
    if unknown := set(values["services"]) - {each.value for each in Service}:
        raise ClienteleRefused("services", _("There is no service %(code)s.") % {"code": sorted(unknown)[0]})
    if unknown := set(values["kinds"]) - {each.value for each in MeetingKind}:
        raise ClienteleRefused("kinds", _("There is no kind of meeting %(code)s.") % {"code": sorted(unknown)[0]})
    fresh = {name: values[name] for name in FIELDS}
    if package.pk is None:
        try:
            with transaction.atomic():
                package = Package.objects.create(site=site, code=values["code"], **fresh)
        except IntegrityError:
            raise ClienteleRefused("code", _("There is a package of this code already.")) from None
        _note(package, "package.make", actor, at)
        return package
    if not Package.objects.filter(pk=package.pk, rev=rev).update(**fresh, rev=F("rev") + 1):
        raise ClienteleRefused("", _("Somebody else has just changed this package. Look at it again."))
    package.refresh_from_db()
    _note(package, "package.change", actor, at)
    return package


@transaction.atomic
def withdraw_package(*, package: Package, actor: Any, at: datetime) -> bool:
    """No longer sold from now on; what was taken stays. A second call changes nothing: False."""
    if not Package.objects.filter(pk=package.pk, withdrawn_at=None).update(withdrawn_at=at, rev=F("rev") + 1):
        return False
    _note(package, "package.withdraw", actor, at)
    return True


def _note(package: Package, action: str, actor: Any, at: datetime) -> None:
    changes = {"code": package.code, "head_fen": package.head_fen}
    record(site=package.site, at=at, actor=actor, action=action, subject=(PACKAGE, package.pk), changes=changes)


@transaction.atomic
def take_package(*, event: Event, code: str, actor: Any, at: datetime) -> PackageChoice:
    """The client takes this package: its services join the needs, what was on offer and its place on the list are kept.

    Another one taken later replaces it while needs may change. Raises ClienteleRefused for one that may not be offered (the reason,
    with the article where the law forbids it) and once the scheme is approved.
    """
    offering = offering_of(event, at)
    wrong = next((why for package, why in offering.left_out if package.code == code), None)
    if wrong is not None:
        raise ClienteleRefused("package", wrong)
    ranked = [line.package for line in offering.lines]
    package = next((each for each in ranked if each.code == code), None)
    if package is None:
        raise ClienteleRefused("package", _("There is no such package."))
    intake = event.intake
    services = [each.value for each in Service if each.value in {*intake.services, *package.services}]
    try:
        change_needs(event=event, values={"services": services}, actor=actor, at=at)
    except Refused as refused:
        raise ClienteleRefused("package", refused.message) from refused
    fields = {
        "site": event.site, "package": package, "organisation": event.organisation, "segment": intake.segment, "kind": event.kind,
        "offered": [each.code for each in ranked], "rank": ranked.index(package) + 1, "head_fen": package.head_fen,
        "chosen_at": at, "chosen_by": actor if getattr(actor, "pk", None) else None,
    }  # fmt: skip
    choice, _made = PackageChoice.objects.update_or_create(event=event, defaults=fields)
    record(
        site=event.site, at=at, actor=actor, action="package.take", subject=(EVENT, event.pk),
        changes={"package": package.code, "rank": choice.rank},
    )  # fmt: skip
    return choice
