"""Every form of the house by its code."""

from guanjia.papers.rules import catalogue_desk, catalogue_meeting
from guanjia.papers.rules.forms import Form

FORMS: dict[str, Form] = {form.code: form for form in (*catalogue_desk.FORMS, *catalogue_meeting.FORMS)}
"""TMPL-004 is the rule that none of them is altered once signed (papers.rules.sheets)."""
