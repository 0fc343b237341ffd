"""A person's phone gets its token, and loses it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from guanjia.duties.actions.devices import UNUSED_FOR, register_device, revoke_device
from guanjia.duties.models import Device
from guanjia.duties.permissions import does_duties
from guanjia.duties.queries.shift import stamp
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import is_manager, require_page


@never_cache
@require_POST
@require_page(does_duties)
def register(request: HttpRequest, site_code: str) -> JsonResponse:
    """docs/architecture/offline.md, "Device token"."""
    at = site_now(request.site)
    device, token = register_device(actor=request.user, site=request.site, name=request.POST.get("name", ""), at=at)
    answer = {
        "device_id": device.pk,
        "token": token,
        "person_id": request.user.pk,
        "expires_at": stamp(at + UNUSED_FOR),
    }
    return JsonResponse(answer, status=201)


@require_POST
@require_page(does_duties)
def revoke(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The owner or a manager ends a device's token."""
    device = Device.objects.select_related("site").filter(pk=pk, site=request.site).first()
    if device is None or not (device.person_id == request.user.pk or is_manager(request.user, request.site)):
        raise Http404
    revoke_device(actor=request.user, device=device, at=site_now(request.site))
    messages.success(request, _("This phone may send no more evidence."))
    return redirect("duties:mine", site_code=site_code)
