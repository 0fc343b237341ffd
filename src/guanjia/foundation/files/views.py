"""Serves files, through permission only."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from guanjia.foundation.files.models import StoredFile
from guanjia.foundation.files.permissions import site_page
from guanjia.foundation.files.serving import content_of, may_see, thumbnail_of

YEAR = 31_536_000


@site_page
@require_safe
def show_file(request: HttpRequest, site_code: str, file_id: int) -> HttpResponse:
    """The file: a picture in the page, everything else as a download. Not yours means not found."""
    return _serve(request, site_code, file_id, small=False)


@site_page
@require_safe
def show_thumbnail(request: HttpRequest, site_code: str, file_id: int) -> HttpResponse:
    """A picture's thumbnail."""
    return _serve(request, site_code, file_id, small=True)


def _serve(request: HttpRequest, site_code: str, file_id: int, *, small: bool) -> HttpResponse:
    file = get_object_or_404(StoredFile.objects.select_related("site"), pk=file_id, site__code=site_code)
    if not may_see(request.user, file.site, file):
        raise Http404
    etag = f'"{file.sha256}{"-s" if small else ""}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    content = thumbnail_of(file) if small else content_of(file)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=file.kind)
    response["Content-Disposition"] = content_disposition_header(not file.is_image, file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"private, max-age={YEAR if small else 3600}"
    response["ETag"] = etag
    return response
