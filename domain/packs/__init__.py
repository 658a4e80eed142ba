"""Rule packs: rules of trade as they are published, and as they are looked up."""
