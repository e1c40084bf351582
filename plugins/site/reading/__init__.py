"""The archive as it is read: files become records, redactions applied, and what was read is kept for the next build."""
