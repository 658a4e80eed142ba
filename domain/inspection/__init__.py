"""Who looked into what of a lot lies under seal, by whose leave, on which ground (应急查阅)."""
