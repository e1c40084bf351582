"""From the plan to files: rendering in as many processes as there are, and writing only what differs."""
