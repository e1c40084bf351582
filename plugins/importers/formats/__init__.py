"""The readers, one a format: a stream becomes items with everything as found."""
