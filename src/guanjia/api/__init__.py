"""Assembly of the REST API, tokens and scopes."""
