"""The door of tables."""

from guanjia.foundation.tables.exporting import as_csv, as_xlsx, export_rows, records
from guanjia.foundation.tables.importer import ALL, CHOICE, GOOD, Importer, ImportField, Row, Taken
from guanjia.foundation.tables.importing import ImportRefused, apply, drop, preview, read, remap
from guanjia.foundation.tables.listing import ListPage, list_page, narrowed
from guanjia.foundation.tables.models import ImportRun, SavedView
from guanjia.foundation.tables.rules.cells import (
    BadCell,
    as_text,
    date_of,
    moment_of,
    number_of,
    one_of,
    text_of,
    time_of,
    yes_of,
)
from guanjia.foundation.tables.rules.guard import guard
from guanjia.foundation.tables.rules.sheets import UnreadableSheet, read_sheet
from guanjia.foundation.tables.table import BulkAction, Column, Filter, Table
from guanjia.foundation.tables.views.imports import import_urls
from guanjia.foundation.tables.views.lists import export_response, list_view

__all__ = [
    "ALL",
    "CHOICE",
    "GOOD",
    "BadCell",
    "BulkAction",
    "Column",
    "Filter",
    "ImportField",
    "ImportRefused",
    "ImportRun",
    "Importer",
    "ListPage",
    "Row",
    "SavedView",
    "Table",
    "Taken",
    "UnreadableSheet",
    "apply",
    "as_csv",
    "as_text",
    "as_xlsx",
    "date_of",
    "drop",
    "export_response",
    "export_rows",
    "guard",
    "import_urls",
    "list_page",
    "list_view",
    "moment_of",
    "narrowed",
    "number_of",
    "one_of",
    "preview",
    "read",
    "read_sheet",
    "records",
    "remap",
    "text_of",
    "time_of",
    "yes_of",
]
