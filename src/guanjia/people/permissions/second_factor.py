"""Who must log in with a second factor."""

from allauth.mfa.models import Authenticator

from guanjia.foundation.sites.public import Site
from guanjia.people.models import User
from guanjia.people.permissions.holding import roles_of
from guanjia.people.rules.roles import SECOND_FACTOR_BY_DEFAULT

SETTING = "second_factor"


def lacks_second_factor(user: User, site: Site) -> bool:
    """Whether the site asks this user's roles for a second factor and the account has none yet.

    Site setting `second_factor`: true means managers, head office and auditors; a list names roles; absent, nobody.
    """
    asked = site.settings.get(SETTING, False)
    if not asked:
        return False
    roles = SECOND_FACTOR_BY_DEFAULT if asked is True else frozenset(asked)
    if not roles_of(user, site) & roles:
        return False
    return not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
