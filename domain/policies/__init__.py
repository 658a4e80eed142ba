"""What follows from a fact, across streams: react(event) -> commands."""
