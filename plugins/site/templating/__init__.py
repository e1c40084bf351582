"""The templates, texts and styles of the theme, made ready once for each language."""
