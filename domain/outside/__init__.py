"""What others say of an account's day: lists that the books are held against."""
