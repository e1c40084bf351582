"""What belongs together: who follows whom, what each name, week and listing holds, kept between builds and revised by a change."""
