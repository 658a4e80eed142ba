"""Bank channels: payment orders out, reports and statements in. Nothing is decided here."""
