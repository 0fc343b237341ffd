"""What is promised at a site: shipped, patched by the company, patched by the site."""

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from guanjia.foundation.sites.public import Site
from guanjia.kernel import clock
from guanjia.standards.models import StandardPatch, StandardVersion
from guanjia.standards.queries.shipped import shipped
from guanjia.standards.rules.catalogue import Shipped
from guanjia.standards.rules.dump import dump_standard, fingerprint
from guanjia.standards.rules.parse import parse_standard
from guanjia.standards.rules.patch import merge
from guanjia.standards.rules.problems import StandardInvalid
from guanjia.standards.rules.standard import Standard

log = logging.getLogger(__name__)
Patches = dict[str, StandardPatch]


@dataclass(frozen=True, slots=True)
class Layers:
    """The three layers of one standard at a site. A patch is None where nobody patched."""

    shipped: Shipped
    company: StandardPatch | None
    site: StandardPatch | None

    def raw(self) -> dict[str, Any]:
        return merge(self.shipped.raw, fields_of(self.company), fields_of(self.site))


def fields_of(patch: StandardPatch | None) -> Mapping[str, Any]:
    return patch.fields if patch else {}


def layers(site: Site) -> dict[str, Layers]:
    """The layers of every shipped standard at the site, by code. One query.

    A rehearsal has the patches of the site that it rehearses.
    """
    own = site.rehearsal_of_id or site.pk
    rows = StandardPatch.objects.filter(company=site.company_id) | StandardPatch.objects.filter(site=own)
    company: Patches = {}
    local: Patches = {}
    for row in rows.select_related("actor"):
        (local if row.site_id else company)[row.code] = row
    return {code: Layers(each, company.get(code), local.get(code)) for code, each in shipped().items()}


def effective(site: Site) -> dict[str, tuple[Standard, int]]:
    """(standard, id of its version) by code, switched-off ones too (`off` holds the reason). Two queries.

    A patch that no longer fits what the module ships is left out and logged; its page says so.
    """
    found = {code: resolve(each) for code, each in layers(site).items()}
    ids = _version_ids(found.values())
    return {code: (standard, ids[digest]) for code, (standard, digest) in found.items()}


def resolve(each: Layers) -> tuple[Standard, str]:
    """The standard that these layers make, and its fingerprint."""
    for company, site in ((each.company, each.site), (each.company, None)):
        try:
            return _patched(each, company, site)
        except StandardInvalid:
            log.warning("a patch of %s does not fit what is shipped and is left out", each.shipped.standard.code)
    return _patched(each, None, None)


def fits(each: Layers) -> bool:
    """Whether all patches can be applied to what is shipped now."""
    try:
        _patched(each, each.company, each.site)
    except StandardInvalid:
        return False
    return True


def _patched(each: Layers, company: StandardPatch | None, site: StandardPatch | None) -> tuple[Standard, str]:
    standard = each.shipped.standard
    if company is None and site is None:
        return standard, _fingerprint(standard)
    return _merged(_text(each.shipped.raw), standard.module, _text(fields_of(company)), _text(fields_of(site)))


def standards_by_id(ids: Iterable[int]) -> dict[int, Standard]:
    """Versions by id, read back from their immutable bodies; unknown ids are left out. Two queries at most."""
    wanted = set(ids)
    rows = StandardVersion.objects.filter(pk__in=wanted).values_list("pk", "content_hash")
    digests = dict(rows)
    unread = [digest for digest in digests.values() if digest not in _bodies]
    for version in StandardVersion.objects.filter(content_hash__in=unread) if unread else ():
        _bodies[version.content_hash] = parse_standard(version.body)
    return {pk: _bodies[digest] for pk, digest in digests.items()}


_bodies: dict[str, Standard] = {}


def _version_ids(found: Iterable[tuple[Standard, str]]) -> dict[str, int]:
    """The row id of each fingerprint; what is new is written. Two processes at once write it once."""
    standards = {digest: standard for standard, digest in found}
    ids = _known(standards)
    if missing := standards.keys() - ids.keys():
        rows = [
            StandardVersion(
                content_hash=digest,
                code=standards[digest].code,
                body=dump_standard(standards[digest]),
                recorded_at=clock.now(),
            )
            for digest in sorted(missing)
        ]
        StandardVersion.objects.bulk_create(rows, ignore_conflicts=True)
        ids = _known(standards)
    return ids


def _known(digests: Iterable[str]) -> dict[str, int]:
    rows = StandardVersion.objects.filter(content_hash__in=list(digests))
    return dict(rows.values_list("content_hash", "pk"))


@lru_cache(maxsize=4096)
def _merged(raw: str, module: str, company: str, site: str) -> tuple[Standard, str]:
    standard = parse_standard(merge(json.loads(raw), json.loads(company), json.loads(site)), module=module)
    return standard, fingerprint(standard)


@lru_cache(maxsize=4096)
def _fingerprint(standard: Standard) -> str:
    return fingerprint(standard)


def _text(fields: Mapping[str, Any]) -> str:
    """Values that YAML made of dates become texts, as in the database."""
    return json.dumps(fields, sort_keys=True, default=str)
