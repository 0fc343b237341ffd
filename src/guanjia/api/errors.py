"""Every refusal of the house as one shape, application/problem+json: {type, status, error, message, field, rule}."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from guanjia.api.problems import say_broken
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.duties.public import EvidenceRefused, GateClosed
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel.states import MoveRefused
from guanjia.places.public import EndsBeforeStart, SlotTaken
from guanjia.servicedesk.public import OrderRefused, RequestRefused


class Failed(Exception):
    """A refusal by the API itself; `wait` becomes Retry-After, in seconds."""

    def __init__(
        self, status: int, error: str, message: str, *, field: str = "", rule: str = "", wait: int = 0
    ) -> None:
        super().__init__(message)
        self.status, self.error, self.message, self.field, self.rule, self.wait = (
            status, error, message, field, rule, wait,
        )  # fmt: skip


EVIDENCE_STATUS = {"unknown_duty": 404, "id_taken": 409}


def told(error: Exception) -> Failed:
    """The refusal that an exception of the house stands for; an unknown one raises itself."""
    match error:
        case Failed():
            return error
        case AuthenticationError():
            return Failed(401, "unknown_token", _("This token is unknown, expired or revoked."))
        case ValidationError():
            return _of_validation(error)
        case HttpError():
            return Failed(error.status_code, "bad_request", _("The request cannot be read."))
        case Http404():
            return Failed(404, "not_found", _("There is no such thing here."))
        case PermissionDenied():
            return Failed(403, "role", _("Your role does not allow this."))
        case SlotTaken():
            return Failed(409, "taken", str(error), field="room_id", rule=":".join(map(str, error.holder)))
        case GateClosed():
            held = ",".join(str(each.duty_id) for each in error.obstacles)
            return Failed(409, "gate", str(error), rule=f"{error.move}:{held}")
        case MoveRefused():
            words = {"old": _(error.old.label), "new": _(error.new.label)}
            return Failed(409, "state", _("%(old)s cannot become %(new)s.") % words, rule=f"{error.old}:{error.new}")
        case Stale():
            return Failed(409, "stale", str(error), field="rev")
        case Refused():
            return Failed(422, "refused", error.message, field=error.field)
        case SecretRefused():
            return Failed(422, "secret", str(error), field=error.field)
        case EvidenceRefused():
            return Failed(EVIDENCE_STATUS.get(error.code, 422), error.code, _(str(error)))
        case OrderRefused() | RequestRefused():
            return Failed(422, "refused", str(error), field="words")
        case EndsBeforeStart():
            return Failed(422, "refused", _("The meeting must end after it starts."), field="ends_at")
    raise error


def _of_validation(error: ValidationError) -> Failed:
    """The first part that is wrong. What was sent is not repeated: it may be what must not be kept (FIELD 1)."""
    first = error.errors[0] if error.errors else {}
    place = [str(part) for part in first.get("loc", ()) if not str(part).startswith(("body", "query", "path"))]
    kind, values = str(first.get("type", "")), first.get("ctx") or {}
    return Failed(
        422, "invalid", say_broken(kind, str(first.get("msg", "")), values), field=".".join(place[-3:]), rule=kind
    )


HANDLED = (
    Failed, AuthenticationError, ValidationError, HttpError, Http404, PermissionDenied, SlotTaken, GateClosed,
    MoveRefused, Stale, Refused, SecretRefused, EvidenceRefused, OrderRefused, RequestRefused, EndsBeforeStart,
)  # fmt: skip


def install(api: NinjaAPI) -> None:
    """Answer every refusal of the house in the one shape."""

    def answer(request: HttpRequest, error: Any) -> HttpResponse:
        failed = told(error)
        body = {
            "type": f"urn:guanjia:{failed.error}",
            "status": failed.status,
            "error": failed.error,
            "message": failed.message,
            "field": failed.field,
            "rule": failed.rule,
        }
        response = api.create_response(request, body, status=failed.status)
        response["Content-Type"] = "application/problem+json; charset=utf-8"
        if failed.wait:
            response["Retry-After"] = str(failed.wait)
        return response

    for kind in HANDLED:
        api.add_exception_handler(kind, answer)
