"""What the history of a period says."""

from guanjia.kernel.words import gettext_noop as N_

WORDS = {
    "period.make": N_("Period made"),
    "period.close": N_("Period closed"),
    "period.reopen": N_("Period opened again"),
    "period.requests": N_("Lines of the plan taken in"),
    "period.gather": N_("Meetings of the house taken in"),
    "period.settle": N_("Fixed choices and priorities set"),
    "period.drop_request": N_("Line struck out"),
    "period.search": N_("Search asked for"),
    "period.stop": N_("Search of the period stopped"),
    "period.proposed": N_("Places proposed"),
    "period.accept": N_("Proposals accepted"),
    "period.refuse": N_("Proposals not accepted"),
    "period.decided": N_("Every proposal decided"),
}
