"""What the telephone system reports."""

import json

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.desk.actions.keeping import DeskRefused
from guanjia.frontdesk.desk.actions.telephone import NotGenuine, check_signature, site_of_token, take_event
from guanjia.kernel import clock
from guanjia.people.public import public_page

HEADER = "X-Guanjia-Signature"
MOST_BYTES = 4000


@csrf_exempt
@never_cache
@require_POST
@public_page
def telephone(request: HttpRequest, token: str) -> JsonResponse:
    """One event, signed; 401 for a signature that is wrong or old, 422 naming the field for one that cannot be read."""
    site = site_of_token(token)
    if site is None:
        raise Http404
    if len(request.body) > MOST_BYTES:
        return JsonResponse({"error": "too_large"}, status=413)
    try:
        check_signature(site, request.headers.get(HEADER, ""), request.body, received_at=clock.now())
    except NotGenuine:
        message = _("The signature is wrong or older than five minutes.")
        return JsonResponse({"error": "signature", "message": message}, status=401)
    try:
        call = take_event(site=site, event=json.loads(request.body), at=site_now(site))
    except (ValueError, RecursionError):
        return JsonResponse({"error": "json", "message": _("The event is no JSON object.")}, status=422)
    except DeskRefused as refused:
        return JsonResponse({"error": "event", "message": str(refused)}, status=422)
    return JsonResponse({"call": call.number, "state": call.state})
