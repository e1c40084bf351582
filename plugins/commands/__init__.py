"""What a command of ``tasks.py`` is made of where that is more than one call; imported by nothing else."""
