"""`python -m faults.audit`: what is known to be wrong with the dependencies that the lock file pins, asked of pip-audit.

Exits with 1 when a vulnerability is known, with 0 and a line when no vulnerability database can be reached.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.lock"
# What pip-audit says of the network, in its own words and those of the libraries it rests on.
_UNREACHED = (
    "ConnectionError",
    "Max retries",
    "Failed to connect",
    "Could not connect",
    "403",
    "404",
    "ServiceError",
    "JSONDecodeError",
    "could not be audited",
)


def unpinned(lock: str) -> list[str]:
    """The requirements of a lock file that carry no version or no hash."""
    entries = lock.replace("\\\n", " ").splitlines()
    required = [e for e in entries if e.strip() and not e.lstrip().startswith("#")]
    return [e.split()[0] for e in required if "==" not in e or "--hash=sha256:" not in e]


def main() -> int:
    """Check the lock file, then ask."""
    loose = unpinned(LOCK.read_text("utf-8"))
    if loose:
        print(f"{LOCK.name}: without version or hash: {', '.join(loose)}")
        return 1
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--strict", "-r", str(LOCK)]
    told = subprocess.run([*command, "--progress-spinner", "off"], capture_output=True, text=True)
    said = (told.stdout + told.stderr).strip()
    if told.returncode and "Found " not in said and any(word in said for word in _UNREACHED):
        print(
            f"No vulnerability database can be reached from here, so nothing was audited ({said.splitlines()[-1][:200]})"
        )
        return 0
    print(said)
    return told.returncode


if __name__ == "__main__":
    sys.exit(main())
