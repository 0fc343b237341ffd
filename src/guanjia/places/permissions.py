"""Who may open the pages of places. The floor of people knows the roles and hands the rules in (`foundation.sites`)."""

from guanjia.foundation.sites.public import page

STAFF, KEEPER, CLOSER = "staff", "places.keeper", "places.closer"

staff_page = page(STAFF)
keeper_page = page(KEEPER)
closer_page = page(CLOSER)
