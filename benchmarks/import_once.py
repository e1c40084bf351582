"""The process that is measured when importing is: ``python -m benchmarks.import_once SOURCE ARCHIVE WORKERS`` prints the counts as JSON."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

from plugins.importers.run import run_import


def main() -> None:
    """Import one source."""
    source, archive, workers = sys.argv[1:]
    today = dt.datetime.now(tz=dt.UTC).date()
    account = run_import([Path(source)], archive=Path(archive), today=today, workers=int(workers))
    print(json.dumps(account.counts()))


if __name__ == "__main__":
    main()
