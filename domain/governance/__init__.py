"""The law in force: calendar, rates, posts. Published as events, read by every decision."""
