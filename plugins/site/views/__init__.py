"""What templates are given: plain values, and the charts and counts that are drawn from them. Nothing here knows the plan."""
