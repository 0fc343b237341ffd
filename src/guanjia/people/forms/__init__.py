"""Forms of accounts, members and organisations."""
