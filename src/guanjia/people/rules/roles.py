"""The roles of the house: what somebody may see and do. What somebody owes is a post, not a role."""

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_


class Roles(Word):
    """A role's stored code and its English label."""

    SITE_MANAGER = "site_manager", N_("Site manager")
    HEAD_OFFICE = "head_office", N_("Head office")
    AUDITOR = "auditor", N_("Auditor")
    COORDINATOR = "coordinator", N_("Co-ordinator")
    TEAM_LEADER = "team_leader", N_("Team leader")
    ATTENDANT = "attendant", N_("Attendant")
    RECEPTIONIST = "receptionist", N_("Receptionist")
    HOTLINE = "hotline", N_("Hotline")
    ENVIRONMENT_SUPERVISOR = "environment_supervisor", N_("Environment supervisor")
    CLEANER = "cleaner", N_("Cleaner")
    TECHNICIAN = "technician", N_("Technician")
    GUARD = "guard", N_("Guard")
    DEPARTMENT = "department", N_("Department")
    ARCHIVIST = "archivist", N_("Archivist")
    DUTY_MANAGER = "duty_manager", N_("Duty manager")
    DISPATCHER = "dispatcher", N_("Dispatcher")
    BUTLER = "butler", N_("Butler")
    FINANCE = "finance", N_("Finance")
    CLIENT = "client", N_("Client")
    RESIDENT = "resident", N_("Resident")


READS_ALL_WRITES_NOTHING = frozenset({Roles.AUDITOR})
MANAGES = frozenset({Roles.SITE_MANAGER, Roles.HEAD_OFFICE})
STAFF = frozenset(set(Roles) - {Roles.CLIENT, Roles.RESIDENT})
SECOND_FACTOR_BY_DEFAULT = frozenset({Roles.SITE_MANAGER, Roles.HEAD_OFFICE, Roles.AUDITOR})
