"""The floor that every module stands on: sites, journal, subjects, events, files and the like, each with its own door."""
