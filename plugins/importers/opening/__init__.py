"""What was named on the command line, opened: files, folders, mirrors and archives become sources, each with a format."""
