"""`python -m faults.fuzz [TARGET...] --seconds N`: each target fuzzed for N seconds; exits with 1 when one crashed, hung or swelled.

With atheris (extra `fuzz`) new paths through the code are looked for, and `--keep FOLDER` keeps what led to them; without it seeds
are mutated by chance. A hang is more than two seconds of processor time, swollen is more than a gigabyte.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from faults.fuzz.mutation import fuzz, try_out
from faults.fuzz.targets import TARGETS, write_seeds


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz the targets one after another; 1 when one did harm."""
    parser = argparse.ArgumentParser(prog="python -m faults.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], help="all without")
    parser.add_argument("--seconds", type=int, default=600, help="for each target")
    parser.add_argument("--keep", type=Path, help="folder for what is found, kept from run to run")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    has_atheris = importlib.util.find_spec("atheris") is not None
    if not has_atheris:
        print(
            "atheris is not installed (extra `fuzz`): seeds are mutated by chance, coverage is not watched", flush=True
        )
    harm = 0
    for name in given.targets or TARGETS:
        if has_atheris:
            harm += _apart(name, given.seconds, given.keep)
            continue
        runs, found = fuzz(TARGETS[name], given.seconds, given.seed)
        print(f"{name}: {runs:,} executions, {len(found)} kinds of harm", flush=True)
        for one in found:
            print(f"  {one.what}: {one.data[:200]!r}")
        harm += len(found)
    return int(harm > 0)


def _apart(name: str, seconds: int, keep: Path | None) -> int:
    """One target by coverage in a process of its own, which a crash ends."""
    with tempfile.TemporaryDirectory() as folder:
        kept = (keep or Path(folder)) / name
        write_seeds(TARGETS[name], kept / "corpus")
        command = [sys.executable, "-m", "faults.fuzz.by_coverage", name, str(seconds), str(kept)]
        told = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        found = sorted(p for p in kept.iterdir() if p.name.startswith(("crash-", "timeout-", "oom-", "leak-")))
        done = [line for line in told.stdout.splitlines() if line.startswith(("Done ", "stat::number"))]
        print(f"{name}: {done[0] if done else 'no figures'}; {len(found)} did harm", flush=True)
        if told.returncode and not found:
            print(told.stdout[-2_000:])
        for path in found:
            print(f"  {path.name}: {try_out(TARGETS[name], path.read_bytes())}")
        return int(told.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
