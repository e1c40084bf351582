"""Every page that there is to be, each with a fingerprint of what goes into it, and which of them a change concerns."""
