"""The door of papers: forms by their codes, documents, parts of the outage pack."""

from guanjia.papers.actions.pack import Section, Table, register_section
from guanjia.papers.actions.records import RECORD, Paperwork, hand_on, register_record
from guanjia.papers.actions.sheets import SHEET, Filling, PaperRefused, fill_sheet, reserve_sheets, sign_sheet
from guanjia.papers.models import Printer, Record, Sheet
from guanjia.papers.rules.catalogue import FORMS
from guanjia.papers.rules.paper import FORMATS, Paper
from guanjia.papers.rules.records import Access, RecordClass

__all__ = [
    "FORMATS",
    "FORMS",
    "RECORD",
    "SHEET",
    "Access",
    "Filling",
    "Paper",
    "PaperRefused",
    "Paperwork",
    "Printer",
    "Record",
    "RecordClass",
    "Section",
    "Sheet",
    "Table",
    "fill_sheet",
    "hand_on",
    "register_record",
    "register_section",
    "reserve_sheets",
    "sign_sheet",
]
