"""Addresses of papers, under /s/<site_code>/papers/."""

from django.urls import path

from guanjia.papers.views import records, sheets

app_name = "papers"
urlpatterns = [
    path("", sheets.forms_page, name="forms"),
    path("forms/<str:code>/fill/", sheets.fill, name="fill"),
    path("forms/<str:code>/blank.pdf", sheets.blank, name="blank"),
    path("forms/<str:code>/reserve/", sheets.reserve, name="reserve"),
    path("enter/", sheets.enter, name="enter"),
    path("printers/", sheets.printers_page, name="printers"),
    path("sheets/<str:number>/", sheets.sheet_page, name="sheet"),
    path("sheets/<str:number>/print/", sheets.print_page, name="print"),
    path("documents/", records.records_page, name="records"),
    path("documents/<str:number>/", records.record_page, name="record"),
    path("pack/", records.pack_page, name="pack"),
    path("pack/<str:name>.pdf", records.pack_file, name="pack_file"),
]
