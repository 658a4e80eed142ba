"""Projects: what was approved to be traded."""
