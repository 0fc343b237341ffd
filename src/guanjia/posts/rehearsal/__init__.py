"""What posts bring to every rehearsal: the crew of a site, and that nobody stands in two places."""
