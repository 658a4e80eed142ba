"""What the log amounts to: read models that can be dropped and built again from the feed."""
