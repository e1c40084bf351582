"""A parsed alert becomes a record, step by step: dates, kinds, identity, notices."""
