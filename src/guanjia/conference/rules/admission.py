"""Why somebody is not let in, in words that a receptionist can say aloud."""

from enum import StrEnum

from guanjia.kernel.words import gettext_noop as N_


class Refusal(StrEnum):
    """A reason with the sentence for it; %(at)s is a time of the site's clock."""

    sentence: str

    def __new__(cls, value: str, sentence: str) -> "Refusal":
        reason = str.__new__(cls, value)
        reason._value_, reason.sentence = value, sentence
        return reason

    FORGED = "forged", N_("This is not one of our codes. May I have your name, please?")
    EXPIRED = "expired", N_("This code is out of date. May I have your name, please?")
    FOREIGN = "foreign", N_("This code is for another event. May I look up where you are expected?")
    USED = "used", N_("This code was used at %(at)s. May I see your invitation, please?")
    REISSUED = "reissued", N_("A newer code was sent to you. Please show the latest one.")
    NOT_EXPECTED = "not_expected", N_("You are down as not coming. One moment, I will ask the organiser.")
    UNAPPROVED = (
        "unapproved",
        N_("You stand in for somebody, which is not approved yet. One moment, I will ask the organiser."),
    )
    CALLED_OFF = "called_off", N_("This event has been called off. I am sorry.")
    IDENTITY = "identity", N_("This meeting admits by real name. May I look at your identity paper, please?")
    UNKNOWN = "unknown", N_("I cannot find you on the list. One moment, please.")
