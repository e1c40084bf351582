"""Bodies of records: HTML, or lines of plain text, to CommonMark that renders to the same text."""
