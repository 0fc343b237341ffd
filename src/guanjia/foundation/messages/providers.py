"""Log-in by the services that staff already use: where to send the browser, and who comes back."""

from guanjia.foundation.messages import dingtalk, wecom
from guanjia.foundation.messages.calling import ChannelDown
from guanjia.foundation.messages.gateways import line_of
from guanjia.foundation.sites.public import Site

PROVIDERS = {"wecom": wecom, "dingtalk": dingtalk}


def login_url_of(site: Site, provider: str, *, redirect: str, state: str) -> str | None:
    """Where the browser is sent; None where the site has no such gateway."""
    line = line_of(site, provider) if provider in PROVIDERS else None
    return PROVIDERS[provider].login_url(line, redirect, state) if line else None


def who_of(site: Site, provider: str, code: str) -> str:
    """The member behind a log-in code; empty for a stranger. Raises ChannelDown. Calls outside: never inside a transaction."""
    line = line_of(site, provider) if provider in PROVIDERS else None
    if line is None:
        raise ChannelDown("the gateway is switched off")
    return PROVIDERS[provider].who(line, code)
