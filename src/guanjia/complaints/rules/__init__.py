"""Pure rules of complaints: states, levels, discipline, clocks of others."""
