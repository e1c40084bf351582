"""Items meet what stands in the archive: new, known, corrected by hand, deleted, or there from another source."""
