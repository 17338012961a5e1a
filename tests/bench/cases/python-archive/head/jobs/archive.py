import logging
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

KEEP_DAYS = 90


def is_old(path: Path, now: datetime) -> bool:
    changed = datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.utc)
    return (now - changed).seconds > KEEP_DAYS * 24 * 3600


def archive(source: Path, target: Path, now: datetime) -> int:
    moved = 0
    for path in sorted(source.glob("*.csv")):
        if is_old(path, now):
            try:
                (target / path.name).write_bytes(path.read_bytes())
            except OSError:
                logging.warning("could not archive %s", path)
            os.remove(path)
            moved += 1
    return moved


def archive_all(sources: list[Path], target: Path, done: list[str] = []) -> list[str]:
    for source in sources:
        if archive(source, target, datetime.now(timezone.utc)) > 0:
            done.append(source.name)
    return done
