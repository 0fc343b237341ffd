"""What a client may ask for, and what follows from who asks. CONF-001..004, CONF-013, CONF-014, CONF-018..022."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from guanjia.conference.rules.budget import CostClass
from guanjia.conference.rules.states import Regime
from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_


class Segment(Word):
    """The four kinds of client (CONF-001)."""

    ENTERPRISE = "enterprise", N_("Enterprise")
    OWNER = "owner", N_("Owner")
    SOCIAL = "social", N_("Social organisation")
    GOVERNMENT = "government", N_("Government body")


class Channel(Word):
    """How the client spoke to us (CONF-013, CONF-015)."""

    TALK = "talk", N_("Face to face")
    QUESTIONNAIRE = "questionnaire", N_("Questionnaire")
    EMAIL = "email", N_("E-mail")
    TELEPHONE = "telephone", N_("Telephone")
    WEB = "web", N_("Web page")
    LETTER = "letter", N_("Letter")


class MeetingKind(Word):
    """What sort of meeting it is (CONF-002..004, CONF-018..021)."""

    ORDINARY = "ordinary", N_("Business meeting")
    BOARD = "board", N_("Board meeting")
    TRAINING = "training", N_("Training")
    LAUNCH = "launch", N_("Launch")
    ASSEMBLY = "assembly", N_("Owners' assembly")
    COMMITTEE = "committee", N_("Owners' committee")
    COMMUNITY = "community", N_("Community activity")
    OFFICIAL = "official", N_("Administrative meeting")
    HEARING = "hearing", N_("Public hearing")


class Surroundings(Word):
    """Where the client wants to sit (VENU-007, VENU-008)."""

    INDOORS = "indoors", N_("Indoors")
    OUTDOORS = "outdoors", N_("Outdoors")


class Tone(Word):
    """How the meeting should feel (CONF-022)."""

    SOLEMN = "solemn", N_("Solemn")
    RELAXED = "relaxed", N_("Relaxed")
    WORKING = "working", N_("Work assignment")
    SOCIAL = "social", N_("Get-together")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a segment sets when an enquiry begins: the client may change all but the regime's limits."""

    regime: Regime
    kind: MeetingKind
    tone: Tone
    flags: tuple[str, ...]


PROFILES: Mapping[Segment, Profile] = {
    Segment.ENTERPRISE: Profile(
        Regime.COMMERCIAL,
        MeetingKind.ORDINARY,
        Tone.WORKING,
        (N_("Professional conduct"), N_("Confidentiality"), N_("Equipment support")),
    ),
    Segment.OWNER: Profile(
        Regime.OWNERS, MeetingKind.COMMITTEE, Tone.RELAXED, (N_("Everybody can take part"), N_("Warm reception"))
    ),
    Segment.SOCIAL: Profile(Regime.COMMERCIAL, MeetingKind.COMMUNITY, Tone.SOCIAL, ()),
    Segment.GOVERNMENT: Profile(
        Regime.FISCAL, MeetingKind.OFFICIAL, Tone.SOLEMN, (N_("Strict etiquette"), N_("Strict security"))
    ),
}


def segment_of(regime: Regime) -> Segment:
    """The segment to file an event under that came in without one: by telephone, by an imported programme."""
    return next((segment for segment, profile in PROFILES.items() if profile.regime is regime), Segment.ENTERPRISE)


class Service(StrEnum):
    """A service that can be asked for: label, cost class, and the law keys that forbid it where public funds pay."""

    label: str
    cost: CostClass
    laws: tuple[str, ...]

    def __new__(cls, value: str, label: str, cost: CostClass, *laws: str) -> "Service":
        service = str.__new__(cls, value)
        service._value_, service.label, service.cost, service.laws = value, label, cost, laws
        return service

    TEA = "tea", N_("Tea and water"), CostClass.CATERING
    TEA_BREAK = "tea_break", N_("Tea break"), CostClass.CATERING
    WORK_MEAL = "work_meal", N_("Working meal, buffet"), CostClass.CATERING
    FRUIT = "fruit", N_("Fruit"), CostClass.CATERING, "meeting.fiscal_fruit"
    BANQUET = "banquet", N_("Banquet"), CostClass.CATERING, "meeting.official_frugality"
    CIGARETTES = "cigarettes", N_("Cigarettes"), CostClass.CATERING, "meeting.official_frugality"
    ALCOHOL = "alcohol", N_("Alcohol"), CostClass.CATERING, "meeting.official_frugality"
    FLOWERS = "flowers", N_("Flowers and plants"), CostClass.VENUE, "meeting.official_frugality"
    BACKDROP = "backdrop", N_("Backdrop"), CostClass.VENUE, "meeting.official_frugality"
    GIFTS = "gifts", N_("Gifts and souvenirs"), CostClass.PEOPLE, "meeting.official_frugality"
    BANNER = "banner", N_("Banner"), CostClass.VENUE
    PLACE_CARDS = "place_cards", N_("Place cards"), CostClass.VENUE
    SOUND = "sound", N_("Sound system"), CostClass.EQUIPMENT
    PROJECTOR = "projector", N_("Projector"), CostClass.EQUIPMENT
    VIDEO = "video_conference", N_("Video conference"), CostClass.EQUIPMENT
    STREAMING = "streaming", N_("Web streaming"), CostClass.EQUIPMENT
    INTERPRETING = "interpreting", N_("Simultaneous interpreting"), CostClass.EQUIPMENT
    RECORDING = "recording", N_("Recording"), CostClass.EQUIPMENT
    CHECK_IN = "check_in", N_("Check-in desk"), CostClass.PEOPLE
    USHERS = "ushers", N_("Ushers"), CostClass.PEOPLE
    TECHNICIAN = "technician", N_("Technician in the room"), CostClass.PEOPLE
    GUARDS = "guards", N_("Guards"), CostClass.PEOPLE
    PARKING = "parking", N_("Parking"), CostClass.VENUE


EQUIPMENT: Mapping[Service, str] = {
    Service.SOUND: "sound",
    Service.PROJECTOR: "projector",
    Service.VIDEO: "video_conference",
    Service.INTERPRETING: "interpreting",
    Service.RECORDING: "recording",
}
"""Which kind of equipment a room needs for a service."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """What a kind of meeting needs: services, the purpose that proposes its layout, and what to see to (msgids)."""

    purpose: str
    services: tuple[Service, ...]
    notes: tuple[str, ...] = ()
    large: bool = False


SET_UPS: Mapping[MeetingKind, SetUp] = {
    MeetingKind.ORDINARY: SetUp("discussion", (Service.TEA, Service.PROJECTOR)),
    MeetingKind.BOARD: SetUp(
        "board", (Service.TEA, Service.PLACE_CARDS), (N_("A private room; nobody enters uncalled."),)
    ),
    MeetingKind.TRAINING: SetUp(
        "training", (Service.TEA, Service.SOUND, Service.PROJECTOR), (N_("Whiteboard and pens at the front."),)
    ),
    MeetingKind.LAUNCH: SetUp(
        "report",
        (Service.SOUND, Service.PROJECTOR, Service.STREAMING, Service.CHECK_IN, Service.TECHNICIAN),
        (N_("Test the live stream the day before."),),
    ),
    MeetingKind.ASSEMBLY: SetUp(
        "report", (Service.SOUND, Service.CHECK_IN, Service.USHERS), (N_("A large hall with a check-in desk."),), True
    ),
    MeetingKind.COMMITTEE: SetUp("discussion", (Service.TEA,)),
    MeetingKind.COMMUNITY: SetUp("workshop", (Service.TEA, Service.SOUND)),
    MeetingKind.OFFICIAL: SetUp("discussion", (Service.TEA, Service.PLACE_CARDS, Service.SOUND)),
    MeetingKind.HEARING: SetUp(
        "report", (Service.TEA, Service.SOUND, Service.CHECK_IN, Service.GUARDS, Service.RECORDING)
    ),
}

ATMOSPHERE: Mapping[Tone, tuple[str, ...]] = {
    Tone.SOLEMN: (N_("White light, no music"), N_("Attendants in dark uniform"), N_("Rostrum and place cards")),
    Tone.RELAXED: (N_("Warm light"), N_("Soft music before the start")),
    Tone.WORKING: (N_("Bright light on the desks"), N_("Paper and pencils at every seat")),
    Tone.SOCIAL: (N_("Warm light"), N_("Soft music before the start"), N_("Room to stand and talk")),
}

BANDS: tuple[tuple[str, str, int], ...] = (
    ("1-10", N_("up to 10"), 10),
    ("11-30", N_("11 to 30"), 30),
    ("31-60", N_("31 to 60"), 60),
    ("61-150", N_("61 to 150"), 150),
    ("151-500", N_("151 to 500"), 500),
)
"""Headcount bands of a controlled meeting (FIELD 1): the room is chosen for the upper end, the number is not kept."""


def band_of(headcount: int) -> str:
    """The English label of the band that a headcount lies in; above the last one "more than 500"."""
    return next((label for _code, label, most in BANDS if headcount <= most), N_("more than 500"))
