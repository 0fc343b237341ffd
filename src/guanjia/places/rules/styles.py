"""The fourteen ways to set up a room (GLOSSARY), in the order of the lists on the page. VENU-009..012, VENU-022."""

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_


class Style(Word):
    """A set-up style's code, English label and what it is for."""

    THEATRE = "theatre", N_("Theatre")
    CLASSROOM = "classroom", N_("Classroom")
    HERRINGBONE = "herringbone", N_("Herringbone")
    U_SHAPE = "u_shape", N_("U shape")
    HOLLOW_SQUARE = "hollow_square", N_("Hollow square")
    BOARDROOM = "boardroom", N_("Boardroom")
    ROUNDTABLE = "roundtable", N_("Round table")
    BANQUET = "banquet", N_("Banquet")
    CABARET = "cabaret", N_("Cabaret")
    CLUSTER = "cluster", N_("Cluster")
    COCKTAIL = "cocktail", N_("Cocktail")
    SOFA_MEETING = "sofa_meeting", N_("Sofa meeting")
    TALKS = "talks", N_("Talks, face to face")
    SIGNING = "signing", N_("Signing")
