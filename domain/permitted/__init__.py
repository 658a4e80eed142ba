"""Who may ask for what: each command once, with the roles that may, by what it is about."""
