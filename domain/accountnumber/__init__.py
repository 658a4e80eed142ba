"""The bank's number of an account of ours, in a currency: whose it is; one account's alone."""
