"""What the histories of reception say; a move is told by its state."""

from guanjia.kernel.words import gettext_noop as N_

COUNTER_WORDS = {
    "deposit.take": N_("Deposited"),
    "deposit.return": N_("Given back to its owner"),
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
RECEPTION_WORDS = {
    "guests.print": N_("Sheet of the guests printed"),
    "announce": N_("Party announced"),
    "letter.keep": N_("Scan of the letter kept"),
    "party": N_("Rank or number of guests changed"),
    "offer": N_("What is offered was set"),
    "reception.refuse": N_("Refused: beyond law or standard"),
    "guest.add": N_("Guest added"),
    "guest.drop": N_("Guest does not come"),
    "crew.add": N_("Part given"),
    "crew.drop": N_("Part taken back"),
    "retime": N_("Times changed"),
    "lounge": N_("Lounge taken"),
    "car": N_("Car taken"),
    "reception.reason": N_("Reason noted"),
    "logistics.add": N_("Arranged"),
    "logistics.change": N_("Arrangement changed"),
    "logistics.drop": N_("Arrangement dropped"),
    "wishes.kitchen": N_("Card of diets printed"),
    "wishes.denied": N_("Wishes asked for without a part: refused"),
}
PROFILE_WORDS = {"profile.change": N_("Mark, scheme or butler changed")}
PAPER_WORDS = {
    "bring": N_("Brought to the leader"),
    "review": N_("Reviewed"),
    "collect": N_("Collected"),
    "hand_over": N_("Handed to the document officer"),
    "miss": N_("Reported missing"),
}
NEED_WORDS = {
    "need.add": N_("Language needed"),
    "need.drop": N_("Not interpreted after all"),
    "need.longer": N_("Interpreted until the later end"),
    "interpreter.assign": N_("Interpreter assigned"),
    "interpreter.release": N_("Interpreter released"),
}
VIDEO_WORDS = {
    "video.plan": N_("Lines and venues set"),
    "video.call": N_("Venue called"),
    "roll_call": N_("Roll called, all shut"),
}
