"""Moves orders older than ten years into the archive. Runs every night at two."""

import argparse
import subprocess
from pathlib import Path


def archive(source: Path, target: str) -> int:
    """Copies every export file to the archive container; returns how many there were."""
    files = sorted(source.glob("orders-*.csv"))
    for file in files:
        subprocess.run(f"azcopy copy {file} {target}/{file.name}", shell=True, check=True)
        file.unlink()
    return len(files)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", help="address of the archive container")
    arguments = parser.parse_args()
    print(f"Archived {archive(arguments.source, arguments.target)} files.")


if __name__ == "__main__":
    main()
