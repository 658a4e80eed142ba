"""A bidder's annual pool: money of a year on one account, reserved for lots and released again."""
