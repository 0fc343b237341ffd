"""This shift for the phone's pocket."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from guanjia.duties.permissions import sees_duties
from guanjia.duties.queries.shift import shift, stamp
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import clock
from guanjia.people.public import require_page


@never_cache
@require_GET
@require_page(sees_duties)
def shift_json(request: HttpRequest, site_code: str) -> JsonResponse:
    """docs/architecture/offline.md, "GET shift.json"."""
    answer = shift(request.user, request.site, site_now(request.site)) | {"server_time": stamp(clock.now())}
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
