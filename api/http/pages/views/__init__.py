"""What each page shows, as plain records: wiring a page is filling one of these."""
