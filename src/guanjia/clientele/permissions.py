"""Who sees what clients like, who answers them, who gives points."""

from guanjia.conference.public import can_plan
from guanjia.people.public import Roles, is_any_of, is_manager, is_staff

sees_clients = can_plan
"""Clients, what they like and earn: co-ordinators, team leaders, managers. A contact's habits are P3: nobody else."""
keeps_clients = can_plan
sells = can_plan | is_any_of(Roles.HOTLINE, Roles.RECEPTIONIST)
"""Offers packages at the enquiry; without the client's habits."""
sets_packages = is_manager
sees_reviews = is_staff
answers_reviews = is_any_of(Roles.COORDINATOR)
withholds = is_manager
sees_numbers = can_plan
proposes = is_staff
judges = is_manager
