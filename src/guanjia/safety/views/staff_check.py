"""Is this really one of yours? The code on a badge, and what anybody may learn from it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from guanjia.foundation.documents.public import qr_svg, render_pdf
from guanjia.foundation.sites.public import Site, site_now
from guanjia.people.public import Roles, User, has_role, public_page, require_page
from guanjia.posts.public import posts_of
from guanjia.safety.actions.badges import badge_code, read_badge
from guanjia.safety.permissions import handles_concern

STAFF = tuple(role for role in Roles if role not in (Roles.CLIENT, Roles.RESIDENT))


@never_cache
@public_page
def staff_page(request: HttpRequest, code: str) -> HttpResponse:
    """Name, post and whether on duty now; or a clear no with whom to ring. No photo, no telephone (SAFE-004)."""
    ids = read_badge(code)
    site = Site.objects.filter(pk=ids[0]).first() if ids else None
    user = User.objects.filter(pk=ids[1], is_active=True).first() if ids else None
    genuine = site is not None and user is not None and has_role(user, site, *STAFF)
    posts = posts_of(user, site, site_now(site)) if genuine and site is not None and user is not None else []
    english = (get_language() or "").startswith("en")
    context = {
        "site": site,
        "genuine": genuine,
        "user_name": str(user) if genuine else "",
        "posts": [post.name_en if english else post.name_zh for post in posts],
        "at": site_now(site) if site is not None else None,
    }
    return render(request, "safety/staff.html", context, status=200 if genuine else 404)


@require_page(handles_concern)
def badges_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Everybody who works here, with the code of the badge to print."""
    people = User.objects.filter(memberships__site=request.site, memberships__role__in=STAFF, is_active=True).distinct()
    rows = [(user, reverse("staff_check", args=[badge_code(request.site, user)])) for user in people]
    return render(request, "safety/badges.html", {"rows": rows})


@require_page(handles_concern)
def badge_pdf(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """A badge for the holder round the neck, with the code anybody may scan."""
    staff = User.objects.filter(memberships__site=request.site, memberships__role__in=STAFF).distinct()
    user = get_object_or_404(staff, pk=pk)
    address = request.build_absolute_uri(reverse("staff_check", args=[badge_code(request.site, user)]))
    badge = {"name": str(user), "qr": qr_svg(address), "number": request.site.code}
    data = {"badges": [badge], "event": request.site.name, "width_mm": 85.6, "height_mm": 54}
    answer = HttpResponse(render_pdf("documents/badge.typ", data), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="badge.pdf"'
    return answer
