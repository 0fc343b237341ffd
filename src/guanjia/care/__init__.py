"""Call-backs, satisfaction, the personal file of an owner, greetings and care visits."""
