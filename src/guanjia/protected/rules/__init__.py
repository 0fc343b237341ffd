"""Rules of protected meetings: clearance, zones, plans and rehearsals."""
