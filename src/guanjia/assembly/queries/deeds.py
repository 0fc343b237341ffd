"""What the history of an assembly and of a motion says; a move is told by its state."""

from guanjia.kernel.words import gettext_noop as N_

ASSEMBLY_WORDS = {
    "assembly.set_up": N_("Set up on screens"),
    "assembly.open": N_("Meeting opened"),
    "assembly.adjourn": N_("Meeting adjourned"),
    "assembly.adjust": N_("Settings of the meeting changed"),
    "assembly.export": N_("List of attendees exported"),
    "attendee.weigh": N_("Weight of a vote set"),
    "attendee.place": N_("Clerk noted where somebody is"),
    "attendee.join": N_("Joined from afar"),
    "attendee.leave": N_("Left the line"),
    "attendee.relink": N_("Link given out anew"),
    "paper.add": N_("Paper added"),
    "paper.out": N_("Papers given out"),
    "paper.back": N_("Paper taken back"),
    "paper.clear": N_("Electronic papers cleared away"),
    "tablet.make": N_("Tablet set up"),
    "tablet.revoke": N_("Tablet switched off"),
    "tablet.hold": N_("Tablet taken by an attendee"),
    "tablet.free": N_("Tablet freed"),
    "speech.ask": N_("Asked to speak"),
    "speech.call": N_("Called to speak"),
    "speech.end": N_("Speech ended"),
    "speech.drop": N_("Gave up the place on the list"),
    "speech.order": N_("Speaking list put in another order"),
    "question.ask": N_("Question put"),
    "question.move": N_("Question handled"),
    "minutes.draft": N_("Minutes drafted from the record"),
    "minutes.edit": N_("Minutes edited"),
    "minutes.confirm": N_("Minutes confirmed"),
    "record.seal": N_("Record sealed"),
    "record.stamp": N_("Record time-stamped"),
    "captions.key": N_("Captions: key given out"),
    "wording.open": N_("Text laid before the meeting"),
    "wording.edit": N_("Passage changed"),
    "wording.close": N_("Text closed"),
    "video.enter": N_("Went to the video meeting"),
}
MOTION_WORDS = {
    "motion.put": N_("Motion put"),
    "motion.open": N_("Vote opened"),
    "motion.vote": N_("Vote cast by name"),
    "motion.slip": N_("Slip of paper entered"),
    "motion.count": N_("Count entered"),
    "motion.count_confirm": N_("Count confirmed by a second person"),
    "motion.close": N_("Vote closed"),
    "motion.drop": N_("Motion taken off or put back"),
}
SERVER_WORDS = {
    "server.keep": N_("Video server set up or changed"),
}
