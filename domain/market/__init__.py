"""A trade at a market of others (EXTERNAL_MARKET): imported with its evidence, never a lot here."""
