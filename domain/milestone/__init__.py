"""What is to be reached by when, and by whom (目标管理), and whether it was (督促检查)."""
