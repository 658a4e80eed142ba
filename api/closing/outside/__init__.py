"""What others say of a day, as files: read, kept, and laid beside what the books say."""
