"""Cutting and reading in processes that can be ended, within a budget, here or on other machines."""
