"""What is done again and again by itself: one list of jobs, run beside a door or by workers."""
