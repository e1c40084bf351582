"""The account of an import: counts that add up, the report as JSON and as a page, what is shown at a terminal."""
