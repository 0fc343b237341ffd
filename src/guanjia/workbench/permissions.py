"""Who may open the pages of the workbench."""

import rules
from django.conf import settings

from guanjia.foundation.sites.public import Site
from guanjia.people.public import is_manager, is_staff


@rules.predicate
def is_development(user: object, site: Site | None) -> bool:
    """The installation runs with GUANJIA_DEBUG=1."""
    return bool(settings.DEBUG)


can_see_gallery = is_manager | (is_staff & is_development)
