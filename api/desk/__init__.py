"""What clerks see of bank lines, what each may belong to, and what an act would come to."""
