"""Changes what is promised at a site or at all sites of a company."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Company, Site
from guanjia.foundation.subjects.public import PlanCursor
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import Roles, has_role
from guanjia.standards.events import StandardPatched
from guanjia.standards.models import StandardPatch
from guanjia.standards.queries.effective import Layers, fields_of, layers
from guanjia.standards.queries.floor import breaches_of
from guanjia.standards.rules.parse import parse_standard
from guanjia.standards.rules.patch import locked, merge, updated
from guanjia.standards.rules.problems import Problem, StandardInvalid
from guanjia.standards.rules.standard import Standard

KIND = "standards.patch"


class PatchRefused(ValueError):
    """The patch breaks a rule. `problems` name each field and rule; nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{each.field}: {each.say()}" for each in problems))


class StalePatch(ValueError):
    """Somebody else has changed the patch since it was read. `current` is the patch as it is now."""

    def __init__(self, current: StandardPatch) -> None:
        self.current = current
        super().__init__(current.code)


@transaction.atomic
def patch_standard(
    *,
    site: Site | None = None,
    company: Company | None = None,
    code: str,
    fields: Mapping[str, Any],
    reason: str,
    actor: Any,
    at: datetime,
    rev: int | None = None,
) -> StandardPatch:
    """Set whole fields of a promise at one site, or at all sites of a company; None takes the own value back.

    `rev` is the patch's rev as it was read (0 = there was none); a mismatch raises StalePatch. PatchRefused for a
    missing reason, a locked or unreadable field, a legal floor, or a public promise without head office. LookupError
    for an unknown code. Journals at each site concerned and marks the subjects of the kind for planning. Setting what
    holds already writes nothing.
    """
    if (site is None) == (company is None):
        raise ValueError("a patch belongs to either a site or a company")
    sites = _sites(site, company)
    patch = _load(site, company, code)
    if rev is not None and rev != (patch.rev if patch.pk else 0):
        raise StalePatch(patch)
    wanted = updated(patch.fields, fields)
    if wanted == patch.fields:
        return patch
    _check(sites, company, code, wanted, reason, actor, at)
    old, patch.fields, patch.reason, patch.actor, patch.at = patch.fields, wanted, reason.strip(), actor, at
    patch.rev = patch.rev + 1 if patch.pk else 1
    patch.save()
    for each in sites:
        _announce(each, patch, old, at)
    return patch


def switch_off(*, code: str, reason: str, actor: Any, at: datetime, **scope: Any) -> StandardPatch:
    """Withdraw a promise at a site (site=) or a company (company=); the duties are withdrawn with the reason.

    PatchRefused where a law asks for it. A second call with the same reason writes nothing.
    """
    return patch_standard(code=code, fields={"off": reason.strip() or "-"}, reason=reason, actor=actor, at=at, **scope)


def switch_on(*, code: str, reason: str, actor: Any, at: datetime, **scope: Any) -> StandardPatch:
    """Promise again what was switched off here, or by the company above."""
    return patch_standard(code=code, fields={"off": ""}, reason=reason, actor=actor, at=at, **scope)


def _sites(site: Site | None, company: Company | None) -> list[Site]:
    if site is not None:
        return [site]
    assert company is not None
    return list(Site.objects.filter(company=company).select_related("company").order_by("pk"))


def _load(site: Site | None, company: Company | None, code: str) -> StandardPatch:
    """The patch of this scope, or a new one not yet saved, with the scope locked: two people patch one after the other."""
    Company.objects.select_for_update().get(pk=site.company_id if site else company.pk)  # type: ignore[union-attr]
    rows = StandardPatch.objects.filter(code=code)
    found = rows.filter(site=site).first() if site is not None else rows.filter(company=company).first()
    return found or StandardPatch(site=site, company=company, code=code, fields={}, rev=0)


def _check(
    sites: list[Site],
    company: Company | None,
    code: str,
    wanted: Mapping[str, Any],
    reason: str,
    actor: Any,
    at: datetime,
) -> None:
    problems = [] if reason.strip() else [Problem("reason", N_("is required"))]
    for site in sites:
        each = layers(site)[code]
        problems += [found for found in locked(each.shipped.raw, wanted) if found not in problems]
        if not problems:
            problems += _faults(site, each, company is not None, wanted, actor, at)
    if problems:
        raise PatchRefused(problems)


def _faults(
    site: Site, each: Layers, for_company: bool, wanted: Mapping[str, Any], actor: Any, at: datetime
) -> list[Problem]:
    """What is wrong with the promise that the patch would make at this site."""
    above, below = (wanted, fields_of(each.site)) if for_company else (fields_of(each.company), wanted)
    try:
        standard = parse_standard(merge(each.shipped.raw, above, below))
    except StandardInvalid as fault:
        return fault.problems
    problems = [found.problem() for found in breaches_of(site, standard, at)]
    if _needs_head_office(standard, each) and actor is not None and not has_role(actor, site, Roles.HEAD_OFFICE, at=at):
        problems.append(Problem("audience", N_("a public promise needs the approval of head office")))
    return problems


def _needs_head_office(standard: Standard, each: Layers) -> bool:
    """A promise that is public, or was, becomes part of the contract (Civil Code art. 938)."""
    return "public" in (standard.audience, each.raw().get("audience"))


def _announce(site: Site, patch: StandardPatch, old: Mapping[str, Any], at: datetime) -> None:
    """Journal the change at one site and mark the subjects whose duties may change."""
    names = tuple(sorted(name for name in {*old, *patch.fields} if old.get(name) != patch.fields.get(name)))
    kind = layers(site)[patch.code].shipped.standard.subject_kind
    record(
        site=site,
        at=at,
        actor=patch.actor,
        action="standards.patch",
        subject=(KIND, patch.pk),
        reason=patch.reason,
        changes={name: [old.get(name), patch.fields.get(name)] for name in names},
        event=StandardPatched(code=patch.code, site_id=site.pk, subject_kind=kind, fields=names),
    )
    cursors = PlanCursor.objects.filter(site=site, kind=kind)
    cursors.update(dirty=True, rev=F("rev") + 1, changed_at=at)
