"""What an import keeps in the archive, and what it remembers of it: records, the ledger, scratch databases."""
