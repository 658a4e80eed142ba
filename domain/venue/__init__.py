"""A room in which bids are opened or judged (交易场所): certified, and booked for lots."""
