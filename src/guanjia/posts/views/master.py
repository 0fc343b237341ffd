"""Posts, shifts and certificates of a site."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from guanjia.foundation.sites.public import local, site_now
from guanjia.people.public import require_page
from guanjia.posts.actions.master import save_row
from guanjia.posts.forms.master import PostForm, QualificationForm, ShiftForm
from guanjia.posts.models import Post, Qualification, Shift
from guanjia.posts.permissions import can_keep_posts, can_see_roster
from guanjia.ui.errors import invalid

NOUNS: dict[str, tuple[Any, Any, Any]] = {
    "post": (Post, PostForm, _("Post")),
    "shift": (Shift, ShiftForm, _("Shift")),
    "qualification": (Qualification, QualificationForm, _("Certificate")),
}


@require_page(can_see_roster)
def posts(request: HttpRequest, site_code: str) -> HttpResponse:
    """The posts, shifts and certificates."""
    site = request.site
    context = {
        "posts": Post.objects.filter(site=site),
        "shifts": Shift.objects.filter(site=site),
        "qualifications": Qualification.objects.filter(site=site).select_related("user"),
        "today": local(site, site_now(site)).date(),
        "can_keep": can_keep_posts(request.user, site),
    }
    return render(request, "posts/posts.html", context)


@require_page(can_keep_posts)
def save(request: HttpRequest, site_code: str, noun: str, row_id: int | None = None) -> HttpResponse:
    """Add or change a post, a shift or a certificate."""
    model, form_class, label = NOUNS[noun]
    now = site_now(request.site)
    row = get_object_or_404(model, pk=row_id, site=request.site) if row_id is not None else None
    form = form_class(request.POST or None, instance=row, site=request.site, at=now)
    context = {"form": form, "label": label, "row": row}
    if request.method != "POST":
        return render(request, "posts/master_form.html", context)
    if not form.is_valid():
        return invalid(request, "posts/master_form.html", context)
    save_row(row=form.instance, site=request.site, at=now, actor=request.user)
    return redirect("posts:posts", site_code)
