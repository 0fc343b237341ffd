"""Companies and sites."""

from itertools import count

from guanjia.foundation.sites.public import Company, Site

_numbers = count(1)


def make_site(code: str = "", **fields: object) -> Site:
    """A site of its own company, in Shanghai unless `zone` says otherwise."""
    code = code or f"site-{next(_numbers)}"
    company, _ = Company.objects.get_or_create(code=f"{code}-company", defaults={"name": f"{code} company"})
    return Site.objects.create(company=company, code=code, name=str(fields.pop("name", code)), **fields)
