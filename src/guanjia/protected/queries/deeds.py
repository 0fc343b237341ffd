"""What the history of a dossier says."""

from guanjia.kernel.words import gettext_noop as N_

WORDS = {
    "dossier.open": N_("Dossier opened"),
    "dossier.rank": N_("Rank set"),
    "plan.write": N_("Plan written"),
    "plans.complete": N_("Plans complete"),
    "plan.switch": N_("Another plan in force"),
    "rehearsal.hold": N_("Rehearsal held"),
    "rehearsal.solve": N_("Findings put right"),
    "rehearsal.enough": N_("Rehearsed often enough"),
    "devices.count": N_("Devices counted"),
    "staff.assign": N_("Put on the list of people"),
    "staff.drop": N_("Taken off the list of people"),
    "staff.brief": N_("Briefed"),
    "staff.review": N_("Reviewed by the organiser"),
    "staff.keep_out": N_("Others on duty stay outside"),
    "staff.roster": N_("Somebody else is on duty: people to be confirmed again"),
    "staff.confirm": N_("People confirmed"),
    "staff.reconfirm": N_("People confirmed again"),
    "passes.make": N_("Passes made"),
    "pass.check": N_("Pass looked at"),
}
