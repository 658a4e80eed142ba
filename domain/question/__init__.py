"""What is asked of a tender's documents (提问): answered to all, who asked is sealed."""
