"""What the sender of evidence is told, in the language of the page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanjia.duties.actions.submission import Receipt
from guanjia.duties.models.states import EvidenceStatus
from guanjia.duties.rules.states import DutyState

FLAGS = {
    "time_untrusted": gettext_lazy("The device's clock is not known well enough: the time of receipt counts."),
    "too_fast": gettext_lazy("Ticked faster than one can look."),
    "single_handed": gettext_lazy("One person did both; a counter-signature is asked for."),
    "short_notice": gettext_lazy("Short notice."),
    "from_paper": gettext_lazy("From paper."),
    "entered_late": gettext_lazy("Entered more than an hour after it was written."),
    "stood_in": gettext_lazy("A leader stood in."),
    "post_unmanned": gettext_lazy("Nobody was on the post."),
    "not_on_post": gettext_lazy("The sender was not on the post."),
    "after_not_done": gettext_lazy("What has to come before was not done yet."),
    "same_person": gettext_lazy("The same person did the duty that somebody else has to do."),
    "too_early": gettext_lazy("Before its window opened."),
    "photo_forbidden": gettext_lazy("No photo may be taken here."),
    "incomplete": gettext_lazy("Something that is asked for is missing."),
    "not_cleared": gettext_lazy("The sender is not cleared for this meeting."),
    "wrong_place": gettext_lazy("The label of the place was not scanned, or another one."),
}


def flag_words(flags: tuple[str, ...] | list[str]) -> list[str]:
    """The flags in words."""
    return [str(FLAGS.get(flag, flag)) for flag in flags]


def say(receipt: Receipt) -> str:
    """The answer to a piece of evidence in one sentence or two."""
    if receipt.status is EvidenceStatus.ACCEPTED:
        return _("Recorded as late.") if receipt.state is DutyState.LATE else _("Recorded as on time.")
    if receipt.status is EvidenceStatus.FURTHER:
        return _("This was done already; yours is kept as further evidence.")
    if receipt.status is EvidenceStatus.SHOWN_TO_LEADER:
        return _("The duty was moved or withdrawn meanwhile; yours is kept and shown to the leader.")
    return _("Kept; a leader has to look at it.") + " " + " ".join(flag_words(receipt.flags))
