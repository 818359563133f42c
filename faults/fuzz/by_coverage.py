"""`python -m faults.fuzz.by_coverage TARGET SECONDS FOLDER`: one target by atheris (Google, on libFuzzer), in this process."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["cordiale"]):
    from faults.fuzz.mutation import try_out
    from faults.fuzz.targets import TARGETS
    from faults.reading import MOST_MEMORY

# A hang in here is told by the clock, which runs on while others have the processor; `try_out` tells it by processor time.
_HANG = 120


def main(name: str, seconds: str, folder: str) -> None:
    """Fuzz until the time is over, the seeds being in `corpus` in the folder; never returns."""
    target = TARGETS[name]
    for data in list(target.seeds())[:3]:
        target.read(data)  # what is loaded at the first use is no part of any page

    def once(data: bytes) -> None:
        what = try_out(target, data)
        if what:
            raise RuntimeError(what)

    options = [
        f"-max_total_time={seconds}", f"-timeout={_HANG}", f"-rss_limit_mb={MOST_MEMORY:.0f}", f"-max_len={target.most}",
        f"-artifact_prefix={folder}/", "-print_final_stats=1", f"{folder}/corpus",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
