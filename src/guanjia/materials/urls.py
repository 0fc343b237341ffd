"""Addresses of materials, under /s/<site_code>/materials/."""

from django.urls import URLPattern, URLResolver, path

from guanjia.foundation.tables.public import import_urls
from guanjia.materials.permissions import plans_papers
from guanjia.materials.views import desk, ending, lists, papers
from guanjia.people.public import require_page

app_name = "materials"
urlpatterns: list[URLPattern | URLResolver] = [
    path("e/<str:ref>/", lists.papers, name="papers"),
    path("e/<str:ref>/add/", lists.add, name="add"),
    path("e/<str:ref>/confirm/", lists.confirm, name="confirm"),
    path("e/<str:ref>/list.pdf", lists.list_paper, name="list_paper"),
    path("e/<str:ref>/record.pdf", lists.record_paper, name="record_paper"),
    path("e/<str:ref>/record/", lists.record, name="record"),
    *import_urls("e/<str:ref>/import/", "import", lists.importer, require_page(plans_papers)),
    path("e/<str:ref>/desk/", desk.desk, name="desk"),
    path("e/<str:ref>/destroy/", ending.destroy, name="destroy"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/edit/", lists.edit, name="edit"),
    path("papers/<int:pk>/recall/", desk.recall, name="recall"),
    path("papers/<int:pk>/recall.pdf", desk.recall_paper, name="recall_paper"),
    path("papers/<int:pk>/labels.pdf", papers.labels, name="labels"),
    path("papers/<int:pk>/missing/<int:copy_id>/", desk.missing, name="missing"),
    path("papers/<int:pk>/crew/<str:verb>/", papers.hand, name="hand"),
    path("papers/<int:pk>/<str:verb>/", papers.act, name="act"),
    path("incidents/<int:pk>/approve/", desk.approve, name="approve"),
    path("destructions/<int:pk>/", ending.destruction, name="destruction"),
    path("destructions/<int:pk>/report.pdf", ending.report, name="report"),
    path("archive/", ending.archive, name="archive"),
]
