"""What left the house, and the robots it leaves through."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from guanjia.foundation.messages.actions import resend, save_robot
from guanjia.foundation.messages.forms import RobotForm
from guanjia.foundation.messages.models import Message, Robot
from guanjia.foundation.messages.queries import message_log, receiver_of
from guanjia.foundation.sites.public import may, page, site_now
from guanjia.kernel import clock
from guanjia.ui.errors import invalid
from guanjia.ui.parts import Pill


@page("system")
@require_safe
def log(request: HttpRequest, site_code: str) -> HttpResponse:
    """Messages of the site with their outcome, newest first. Addresses are never shown."""
    site, state = request.site, request.GET.get("state", "")
    found = Paginator(message_log(site, state=state), 50).get_page(request.GET.get("page"))
    here = reverse("messages:log", args=[site_code])
    pills = [
        Pill(label, here if state == value else f"{here}?state={value}", state == value)
        for value, label in Message.State.choices
    ]
    context = {
        "page": found,
        "rows": [(message, receiver_of(message)) for message in found],
        "pills": pills,
        "robots": Robot.objects.filter(site=site).order_by("name"),
        "can_write": may("system", request.user, site, write=True),
    }
    return render(request, "messages/log.html", context)


@page("system")
@require_POST
def again(request: HttpRequest, site_code: str, message_id: int) -> HttpResponse:
    """Send a given-up message again."""
    site = request.site
    message = get_object_or_404(Message, pk=message_id, site=site)
    resend(site=site, message=message, actor=request.user, at=site_now(site), now=clock.now())
    return redirect("messages:log", site_code)


@page("system")
def robot(request: HttpRequest, site_code: str, robot_id: int | None = None) -> HttpResponse:
    """Add or change a group robot."""
    site, can_write = request.site, may("system", request.user, request.site, write=True)
    found = get_object_or_404(Robot, pk=robot_id, site=site) if robot_id is not None else None
    form = RobotForm(site, request.POST if request.method == "POST" else None, instance=found)
    if not can_write:
        form.initial["url"] = ""
    context = {"form": form, "robot": found, "can_write": can_write}
    if request.method != "POST":
        return render(request, "messages/robot.html", context)
    if not form.is_valid():
        return invalid(request, "messages/robot.html", context)
    url = form.cleaned_data["url"]
    save_robot(site=site, robot=form.save(commit=False), url=url, actor=request.user, at=site_now(site))
    return redirect("messages:log", site_code)
