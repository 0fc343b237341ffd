"""Addresses of agenda, under /s/<site_code>/agenda/."""

from django.urls import path

from guanjia.agenda.permissions import writes_agendas
from guanjia.agenda.views import editing, live, scripts
from guanjia.foundation.tables.public import import_urls
from guanjia.people.public import require_page

app_name = "agenda"
urlpatterns = [
    path("e/<str:ref>/", editing.event, name="event"),
    path("b/<int:block_id>/", editing.agenda, name="agenda"),
    path("b/<int:block_id>/edit/", editing.edit, name="edit"),
    path("b/<int:block_id>/paste/", editing.paste, name="paste"),
    path("b/<int:block_id>/confirm/", editing.confirm, name="confirm"),
    *import_urls("b/<int:block_id>/import/", "sheet", editing.sheet, require_page(writes_agendas)),
    path("b/<int:block_id>/live/", live.live, name="live"),
    path("b/<int:block_id>/wall/", live.wall, name="wall"),
    path("b/<int:block_id>/accept/", live.accept, name="accept"),
    path("b/<int:block_id>/items/<int:item_id>/<str:verb>/", live.act, name="act"),
    path("b/<int:block_id>/script/", scripts.script, name="script"),
    path("b/<int:block_id>/script/confirm/", scripts.script_confirm, name="script_confirm"),
    path("b/<int:block_id>/script/tablet/", scripts.tablet, name="tablet"),
    path("b/<int:block_id>/script/script.pdf", scripts.script_paper, name="script_paper"),
]
