"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

from guanjia.api.api import api
from guanjia.assembly.views import room as meeting_room
from guanjia.assembly.views import tablet as meeting_tablet
from guanjia.assembly.views import video as meeting_video
from guanjia.assembly.views import wordings as meeting_wordings
from guanjia.clientele.views import reviews
from guanjia.complaints.views import opinion
from guanjia.conference.views import lane, tablet
from guanjia.frontdesk.desk.views import machines, telephone
from guanjia.frontdesk.parcels.views import lockers
from guanjia.frontdesk.queues.views import public as queue
from guanjia.frontdesk.visitors.views import door, host, kiosk
from guanjia.green.views import needs
from guanjia.layouts.views import twin
from guanjia.materials.views import reading
from guanjia.safety.views import staff_check
from guanjia.servicedesk.views import labels, quotes
from guanjia.signage.views import faces
from guanjia.wayfinding.views import way

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
    path("p/opinion/<str:token>/", opinion.webhook, name="opinion_webhook"),
    path("p/lockers/<slug:place>/<slug:code>/", lockers.heard, name="locker_heard"),
    path("t/<str:token>/", tablet.tablet_page, name="tablet"),
    path("t/<str:token>/<str:verb>/", tablet.tablet_act, name="tablet_act"),
    path("s/<slug:site_code>/duties/", include("guanjia.duties.urls")),
    path("s/<slug:site_code>/standards/", include("guanjia.standards.urls")),
    path("s/<slug:site_code>/custody/", include("guanjia.custody.urls")),
    path("s/<slug:site_code>/orders/", include("guanjia.servicedesk.urls")),
    path("s/<slug:site_code>/papers/", include("guanjia.papers.urls")),
    path("s/<slug:site_code>/knowledge/", include("guanjia.knowledge.urls")),
    path("s/<slug:site_code>/telemetry/", include("guanjia.telemetry.urls")),
    path("s/<slug:site_code>/dispatch/", include("guanjia.dispatch.urls")),
    path("s/<slug:site_code>/safety/", include("guanjia.safety.urls")),
    path("s/<slug:site_code>/complaints/", include("guanjia.complaints.urls")),
    path("s/<slug:site_code>/care/", include("guanjia.care.urls")),
    path("s/<slug:site_code>/homes/", include("guanjia.frontdesk.homes.urls")),
    path("s/<slug:site_code>/visitors/", include("guanjia.frontdesk.visitors.urls")),
    path("s/<slug:site_code>/parcels/", include("guanjia.frontdesk.parcels.urls")),
    path("s/<slug:site_code>/cards/", include("guanjia.frontdesk.cards.urls")),
    path("s/<slug:site_code>/queues/", include("guanjia.frontdesk.queues.urls")),
    path("s/<slug:site_code>/watch/", include("guanjia.frontdesk.watch.urls")),
    path("s/<slug:site_code>/desk/", include("guanjia.frontdesk.desk.urls")),
    path("s/<slug:site_code>/conference/", include("guanjia.conference.urls")),
    path("s/<slug:site_code>/seating/", include("guanjia.seating.urls")),
    path("s/<slug:site_code>/layouts/", include("guanjia.layouts.urls")),
    path("s/<slug:site_code>/cases/", include("guanjia.cases.urls")),
    path("s/<slug:site_code>/scheduling/", include("guanjia.scheduling.urls")),
    path("s/<slug:site_code>/agenda/", include("guanjia.agenda.urls")),
    path("s/<slug:site_code>/materials/", include("guanjia.materials.urls")),
    path("s/<slug:site_code>/reception/", include("guanjia.reception.urls")),
    path("s/<slug:site_code>/wayfinding/", include("guanjia.wayfinding.urls")),
    path("s/<slug:site_code>/green/", include("guanjia.green.urls")),
    path("s/<slug:site_code>/clientele/", include("guanjia.clientele.urls")),
    path("s/<slug:site_code>/assembly/", include("guanjia.assembly.urls")),
    path("s/<slug:site_code>/protected/", include("guanjia.protected.urls")),
    path("s/<slug:site_code>/signage/", include("guanjia.signage.urls")),
    path("s/<slug:site_code>/roomcontrol/", include("guanjia.roomcontrol.urls")),
    path("p/layout/<str:token>/", twin.twin, name="layout_twin"),
    path("p/layout/<str:token>/<int:layout_id>/", twin.twin, name="layout_twin_of"),
    path("p/layout/<str:token>/<int:layout_id>/walk/", twin.twin_walk, name="layout_twin_walk"),
    path("p/screen/<str:token>/", faces.screen_page, name="screen"),
    path("p/screen/<str:token>/face/", faces.screen_face, name="screen_face"),
    path("p/way/<str:plate>/", way.way_page, name="way"),
    path("p/meeting/<str:token>/", meeting_room.room, name="assembly_room"),
    path("p/meeting/<str:token>/ping/", meeting_room.ping, name="assembly_ping"),
    path("p/meeting/<str:token>/papers/<int:paper_id>/", meeting_room.paper, name="assembly_paper"),
    path("p/meeting/<str:token>/papers/<int:paper_id>/<int:page>/", meeting_room.paper, name="assembly_paper_page"),
    path("p/meeting/<str:token>/papers/<int:paper_id>/<int:page>.png", meeting_room.picture, name="assembly_picture"),
    path("p/meeting/<str:token>/wording/<int:wording_id>/", meeting_wordings.wording, name="assembly_wording"),
    path("p/meeting/<str:token>/video/", meeting_video.video, name="assembly_video"),
    path("p/meeting/<str:token>/video/enter/", meeting_video.enter, name="assembly_enter"),
    path("p/meeting/<str:token>/video/lines/", meeting_video.lines, name="assembly_lines"),
    path("p/meeting/<str:token>/video/line/", meeting_video.line, name="assembly_line"),
    path("p/captions/<str:token>/", meeting_video.caption, name="assembly_caption"),
    path("p/meeting/<str:token>/<str:verb>/", meeting_room.act, name="assembly_act"),
    path("p/meeting-tablet/<str:token>/", meeting_tablet.tablet, name="assembly_tablet"),
    path("p/papers/<str:token>/", reading.reader, name="paper_reader"),
    path("p/review/<str:token>/", reviews.write, name="review_write"),
    path("p/reviews/<slug:site_code>/", reviews.public, name="reviews_public"),
    path("p/needs/<str:token>/", needs.own_page, name="guest_needs"),
    path("p/report/<str:code>/", labels.report, name="report"),
    path("p/quote/<str:token>/", quotes.quote_page, name="quote"),
    path("p/telephone/<str:token>/", telephone.telephone, name="telephone"),
    path("p/desk/sign-in/", machines.sign_in, name="desk_sign_in"),
    path("p/desk/lock/", machines.lock, name="desk_lock"),
    path("p/queue/<str:token>/", queue.kiosk, name="queue"),
    path("p/number/<str:token>/", queue.ticket_page, name="queue_ticket"),
    path("p/number/<str:token>/back/", queue.give_up, name="queue_give_up"),
    path("d/<int:event_id>/scan", lane.scan, name="desk_scan"),
    path("p/door/<str:door_code>/", door.door_page, name="visitor_door"),
    path("p/door/<str:door_code>/kiosk/", kiosk.kiosk_page, name="visitor_kiosk"),
    path("p/door/<str:door_code>/kiosk/new/", kiosk.kiosk_form, name="visitor_kiosk_form"),
    path("p/door/<str:door_code>/kiosk/<str:token>/", kiosk.kiosk_done, name="visitor_kiosk_done"),
    path("p/door/<str:door_code>/kiosk/<str:token>/badge.pdf", kiosk.kiosk_badge, name="visitor_kiosk_badge"),
    path("p/host/<str:token>/", host.host_page, name="visitor_host"),
    path("p/pass/<str:token>/", door.own_page, name="visitor_pass"),
    path("p/staff/<str:code>/", staff_check.staff_page, name="staff_check"),
]
