"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

from guanjia.api.api import api
from guanjia.conference.views import lane, tablet

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("guanjia.ui.urls")),
    path("", include("guanjia.foundation.files.urls")),
    path("", include("guanjia.foundation.live.urls")),
    path("", include("guanjia.foundation.messages.urls")),
    path("", include("guanjia.foundation.jobs.urls")),
    path("", include("guanjia.foundation.search.urls")),
    path("", include("guanjia.people.urls")),
    path("", include("guanjia.places.urls")),
    path("", include("guanjia.posts.urls")),
    path("", include("guanjia.surveys.urls")),
    path("", include("guanjia.portal.urls")),
    path("", include("guanjia.workbench.urls")),
    path("", include("guanjia.api.urls")),
    path("api/v1/", api.urls),
    path("t/<str:token>/", tablet.tablet_page, name="tablet"),
    path("t/<str:token>/<str:verb>/", tablet.tablet_act, name="tablet_act"),
    path("s/<slug:site_code>/duties/", include("guanjia.duties.urls")),
    path("s/<slug:site_code>/standards/", include("guanjia.standards.urls")),
    path("s/<slug:site_code>/custody/", include("guanjia.custody.urls")),
    path("s/<slug:site_code>/orders/", include("guanjia.servicedesk.urls")),
    path("s/<slug:site_code>/conference/", include("guanjia.conference.urls")),
    path("d/<int:event_id>/scan", lane.scan, name="desk_scan"),
]
