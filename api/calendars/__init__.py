"""Years of the working calendar: proposed, brought as files, compared with what stands."""
