"""The function sheet as a paper."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext

from guanjia.conference.models import Event, FunctionSheet, SheetIssue
from guanjia.conference.queries.sheets import change_words, latest, lines_of
from guanjia.foundation.sites.public import local


def sheet_paper(event: Event, sheet: FunctionSheet, at: datetime) -> dict[str, Any]:
    """Data of the form: facts, what changed, departments with who acknowledged when. No secrecy mark is ever printed."""
    version, site = latest(sheet), event.site
    facts = lines_of(version.facts, site) if version else []
    heads = [
        gettext("Department"),
        gettext("Version"),
        gettext("Issued"),
        gettext("Acknowledged"),
        gettext("Signature"),
    ]
    sections: list[dict[str, Any]] = [
        {"title": gettext("What to do"), "heads": [gettext("Field"), gettext("Content")],
         "rows": [[label, words] for code, label, words in facts if code != "secrecy"], "widths": [1, 4]},
    ]  # fmt: skip
    if version and version.changes:
        rows = [list(row) for row in change_words(version.changes, site)]
        titles = [gettext("Field"), gettext("Before"), gettext("Now")]
        sections.append({"title": gettext("What changed"), "text": version.reason, "heads": titles, "rows": rows})
    rows = [_issue_row(issue, event) for issue in _issues(sheet)]
    sections.append({"title": gettext("Departments"), "heads": heads, "rows": rows, "widths": [2, 1, 2, 3, 2]})
    return {
        "site": site.name,
        "title": gettext("Function sheet"),
        "number": sheet.number,
        "version": f"v{sheet.version}",
        "printed": f"{local(site, at):%Y-%m-%d %H:%M}",
        "lang": (get_language() or "zh")[:2],
        "facts": [[gettext("Reference"), event.ref]],
        "sections": sections,
        "signatures": [gettext("Co-ordinator"), gettext("Project manager")],
    }


def _issues(sheet: FunctionSheet) -> list[SheetIssue]:
    rows = SheetIssue.objects.filter(version__sheet=sheet, superseded_at=None)
    return list(rows.select_related("version", "acknowledged_by").order_by("department"))


def _issue_row(issue: SheetIssue, event: Event) -> list[str]:
    done = ""
    if issue.acknowledged_at is not None:
        done = f"{issue.acknowledged_by or ''} {local(event.site, issue.acknowledged_at):%m-%d %H:%M}"
    issued = f"{local(event.site, issue.issued_at):%m-%d %H:%M}"
    return [gettext(issue.unit.label), f"v{issue.version.number}", issued, done, ""]
