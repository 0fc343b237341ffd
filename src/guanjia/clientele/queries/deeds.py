"""What the history says of clients, reviews, packages and proposals."""

from guanjia.kernel.words import gettext_noop as N_

CLIENT_WORDS = {
    "client.told": N_("Told what it likes"),
    "client.forget": N_("Preference erased"),
    "referral.code": N_("Referral code made"),
}
REVIEW_WORDS = {
    "review.give": N_("Review given"),
    "review.answer": N_("Review answered"),
    "review.withhold": N_("Review withheld by law"),
    "review.show": N_("Review shown again"),
}
PACKAGE_WORDS = {
    "package.make": N_("Package made"),
    "package.change": N_("Package changed"),
    "package.withdraw": N_("Package withdrawn"),
}
EVENT_WORDS = {
    "package.take": N_("Package taken"),
    "referral.name": N_("Referral code given"),
    "review.invite": N_("Review asked for"),
    "file_under": N_("Filed under a client"),
}
PROPOSAL_WORDS = {
    "proposal.propose": N_("Proposed"),
    "proposal.try": N_("Put on trial"),
    "proposal.adopt": N_("Adopted"),
    "proposal.turn_down": N_("Turned down"),
}
