"""The operator's own video servers, for the manager: a relay, Jitsi, BigBlueButton."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guanjia.assembly.actions.servers import SERVER, keep_server
from guanjia.assembly.forms.assembly import ServerForm
from guanjia.assembly.models import VideoServer
from guanjia.assembly.permissions import keeps_servers
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.services import Own
from guanjia.assembly.views.common import say_refusal
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page


@require_page(keeps_servers)
def servers(request: HttpRequest, site_code: str) -> HttpResponse:
    """Each kind with whether it is set up, and what it said last."""
    known = {row.sort: row for row in VideoServer.objects.filter(site=request.site)}
    return render(request, "assembly/servers.html", {"rows": [(kind, known.get(kind)) for kind in Own]})


@require_page(keeps_servers)
def server(request: HttpRequest, site_code: str, kind: str) -> HttpResponse:
    """One of them; the secret is never shown."""
    if kind not in {each.value for each in Own}:
        raise Http404
    own = Own(kind)
    row = VideoServer.objects.filter(site=request.site, kind=own).first()
    form = ServerForm(request.POST or None, kind=own, row=row)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            keep_server(
                site=request.site, kind=own, address=data["address"].strip(), app=data.get("app", "").strip(),
                secret=data["secret"], active=data["active"], actor=request.user, at=site_now(request.site),
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("assembly:servers", site_code)
        except AssemblyRefused as refused:
            say_refusal(form, refused)
    context = {"kind": own, "row": row, "form": form, "history": timeline((SERVER, row.pk))[:20] if row else []}
    return render(request, "assembly/server.html", context, status=422 if form.errors else 200)
