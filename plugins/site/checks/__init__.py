"""What is done with a site or an archive that stands: checking, carrying, looking for what was redacted."""
