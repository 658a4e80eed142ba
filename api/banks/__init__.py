"""Everything banks send us and we send banks. Knows no Book and no deposit."""
