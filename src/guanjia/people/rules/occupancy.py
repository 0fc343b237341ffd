"""The relations of a person to a unit (民法典 and 物业管理条例: 业主, 承租人, 物业使用人; FIELD 23)."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class Relation(State):
    """What somebody is to a unit."""

    OWNER = "owner", N_("Owner"), "blue"
    CO_OWNER = "co_owner", N_("Co-owner"), "blue"
    LESSEE = "lessee", N_("Lessee"), "orange"
    FAMILY = "family", N_("Family member"), "teal"
    OCCUPIER = "occupier", N_("Occupier"), "azure"
    EMERGENCY = "emergency", N_("Emergency contact"), "secondary"


OWNERS = frozenset({Relation.OWNER, Relation.CO_OWNER})
HOSTS = OWNERS | {Relation.LESSEE, Relation.FAMILY, Relation.OCCUPIER}
"""Who may receive visitors, collect a household's parcels, ask for a card."""
