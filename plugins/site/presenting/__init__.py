"""From the plan to the views: what each kind of page says, and what machines read of it."""
