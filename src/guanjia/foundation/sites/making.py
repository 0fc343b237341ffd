"""Makes a site."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.sites.models import Company, Site


class SiteRefused(ValueError):
    """The site cannot be made; the text names the field and the rule."""


def create_site(*, code: str, name: str, zone: str, company: Company | None = None) -> Site:
    """Make a site with an unused code. Without `company` it belongs to the only one, which is made if there is none.

    Raises SiteRefused for a bad code, an empty name, an unknown zone, a code in use, or several companies to choose
    from.
    """
    name = name.strip()
    try:
        validate_slug(code)
        if len(code) > 40:
            raise ValidationError("long")
    except ValidationError:
        raise SiteRefused(
            _("code: up to 40 letters, digits, hyphens and underscores, not %(code)s") % {"code": code}
        ) from None
    if not name or len(name) > 120:
        raise SiteRefused(_("name: between 1 and 120 characters"))
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SiteRefused(_("zone: %(zone)s is no time zone; Asia/Shanghai is one") % {"zone": zone}) from None
    with transaction.atomic():
        if Site.objects.filter(code=code).exists():
            raise SiteRefused(_("code: %(code)s is in use") % {"code": code})
        return Site.objects.create(company=company or _only_company(name), code=code, name=name, zone=zone)


def _only_company(name: str) -> Company:
    found = list(Company.objects.order_by("id")[:2])
    if len(found) > 1:
        raise SiteRefused(_("company: there are several, so name one"))
    return found[0] if found else Company.objects.create(code="company", name=name)
