"""What the histories of reception say; a move is told by its state."""

from guanjia.kernel.words import gettext_noop as N_

COUNTER_WORDS = {
    "deposit.take": N_("Deposited"),
    "deposit.return": N_("Deposit given back"),
    "deposit.refuse": N_("Not given back: tag and name do not fit"),
    "deposit.left": N_("Not collected: lost property"),
    "deposit.lost": N_("Deposit lost"),
    "deposit.count": N_("Counter counted"),
    "clear": N_("Counter cleared"),
}
SECURITY_WORDS = {
    "security.plan": N_("Rings computed"),
    "security.guards": N_("Guards named"),
    "security.command": N_("Command named"),
    "check.item": N_("Thing refused"),
    "check.person": N_("Person refused"),
    "check.insists": N_("Insists on it: leader called"),
}
