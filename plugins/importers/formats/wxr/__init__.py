"""WordPress exports (WXR 1.0 to 1.2): what was published, and nothing of those who commented."""
