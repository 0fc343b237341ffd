"""Bare views: behind the same server, middleware, token check and pool, nothing but the statement."""

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from guanjia.conference.actions.admission import code_key, update_returning
from guanjia.conference.rules.codes import read_code
from guanjia.conference.views.lane import desk_pass, scanned
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import public_page


@csrf_exempt
@public_page
def scan(request: HttpRequest, event_id: int) -> JsonResponse:
    """The UPDATE ... RETURNING of an admission, and its row."""
    desk = desk_pass(request, event_id)
    if desk is None:
        return JsonResponse({}, status=401)
    code = read_code(scanned(request) or "", code_key())
    row = update_returning(event_id, code.guest_id, code.serial, desk.name, site_now(desk.site))
    return JsonResponse({"outcome": "admitted" if row else "refused"})


urlpatterns = [path("d/<int:event_id>/scan", scan)]
