"""Kinds of equipment that a room has or that can be carried into one. VENU-003, VENU-015."""

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_


class EquipmentKind(Word):
    """An equipment kind's code and its English label."""

    PROJECTOR = "projector", N_("Projector")
    LED_SCREEN = "led_screen", N_("LED screen")
    DISPLAY = "display", N_("Display")
    SOUND = "sound", N_("Sound system")
    MICROPHONE = "microphone", N_("Microphone")
    WIRELESS_MICROPHONE = "wireless_microphone", N_("Wireless microphone")
    VIDEO_CONFERENCE = "video_conference", N_("Video conference terminal")
    INTERPRETING = "interpreting", N_("Interpreting system")
    RECORDING = "recording", N_("Recording system")
    WHITEBOARD = "whiteboard", N_("Whiteboard")
    LECTERN = "lectern", N_("Lectern")
    STAGE = "stage", N_("Stage")
    STAGE_LIGHTS = "stage_lights", N_("Stage lights")
    LAPTOP = "laptop", N_("Laptop")
    PAGE_TURNER = "page_turner", N_("Page turner")
    PRINTER = "printer", N_("Printer")
    VOTING = "voting", N_("Voting system")
    INDUCTION_LOOP = "induction_loop", N_("Induction loop")
    RAIN_SHELTER = "rain_shelter", N_("Movable rain shelter")
    MEDIA_ZONE = "media_zone", N_("Media zone")
