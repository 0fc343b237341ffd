"""Refusals are told in words on the page that follows."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from guanjia.duties.public import GateClosed
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel.states import MoveRefused


@contextmanager
def refusals_told(request: HttpRequest, *kinds: type[Exception]) -> Iterator[None]:
    """What is refused inside is told on the page that follows: overtaken by somebody, a gate, a secret, or one of `kinds`."""
    try:
        yield
    except MoveRefused:
        messages.error(request, _("It has moved on meanwhile; look again."))
    except (GateClosed, SecretRefused, *kinds) as refused:
        messages.error(request, str(refused))
