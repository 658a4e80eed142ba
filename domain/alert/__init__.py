"""An alert (预警): what somebody must look at, and what was said to explain it."""
