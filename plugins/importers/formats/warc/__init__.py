"""Web archives: WARC and ARC; a WACZ is a zip of them, and is opened where archives are."""
