"""The channels of an installation, and the rounds over them: what goes to banks and comes back."""
