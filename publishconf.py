"""Settings of the site as it is published at one address: set ``SITEURL`` in the environment.

``SITEURL=https://example.org/alerts invoke publish``
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *

SITEURL = os.environ.get("SITEURL", "").rstrip("/")
