"""What a site asks of robots: its robots.txt by RFC 9309."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from protego import Protego

from cordiale import __version__

# The product token by which a robots.txt can speak to us.
TOKEN = "cordiale"
AGENT = f"{TOKEN}/{__version__} (reads news about relations of states; obeys robots.txt and TDM reservations)"
# RFC 9309, section 2.5: at least 500 KiB are read; what stands beyond is not.
MOST = 500 * 1024
_LONGEST_DELAY = 3600.0


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of a robots.txt, as far as they are for us."""

    rules: Protego

    @classmethod
    def of(cls, text: str) -> Robots:
        """The rules of a text; an empty one, or one that says nothing to us, allows all."""
        return cls(_parsed(text[:MOST]))

    def allows(self, url: str) -> bool:
        """Whether we may fetch an address."""
        return bool(self.rules.can_fetch(url, TOKEN))

    @property
    def delay(self) -> float:
        """The seconds that it asks to leave between two requests, an hour at most; 0 where it does not say."""
        asked = self.rules.crawl_delay(TOKEN)
        rate = self.rules.request_rate(TOKEN)
        apart = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(0.0, min(_LONGEST_DELAY, max(float(asked or 0.0), float(apart))))


@lru_cache(maxsize=256)
def _parsed(text: str) -> Protego:
    return Protego.parse(text)
