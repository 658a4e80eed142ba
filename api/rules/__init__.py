"""Rule packs as files: read, written, compared, and tried on the lots that there are."""
