import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

KEEP_DAYS = 90


def is_old(path: Path, now: datetime) -> bool:
    changed = datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.utc)
    return now - changed > timedelta(days=KEEP_DAYS)


def archive(source: Path, target: Path, now: datetime) -> int:
    moved = 0
    for path in sorted(source.glob("*.csv")):
        if is_old(path, now):
            shutil.move(str(path), str(target / path.name))
            moved += 1
    return moved
