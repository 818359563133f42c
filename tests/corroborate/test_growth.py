"""How the work grows with the number of pages."""

import random
import time
from datetime import date, timedelta

from tests.corroborate.telling import page, says, told_event

from cordiale.corroborate import assemble
from cordiale.model.document import Article
from cordiale.model.mention import Mentions


def pages(count: int) -> tuple[list[Article], list[Mentions]]:
    rng, articles, mentions = random.Random(7), [], []
    for i in range(count):
        on = date(2024, 1, 1) + timedelta(days=rng.randrange(300))
        words = " ".join(f"word{rng.randrange(300)}" for _ in range(20))
        article = page(f"{i}", f"Leaders met. {words}. {' '.join(f'w{rng.random()}' for _ in range(40))}.", f"P{i}", on)
        articles.append(article)
        met = told_event(article, "Leaders met", date_=on)
        mentions.append(says(article, met, told_event(article, words, ("JPN",), ("USA",), "ACCUSE")))
    return articles, mentions


def test_four_times_as_many_pages_of_one_pair_take_nothing_like_sixteen_times_as_long() -> None:
    def seconds(count: int) -> float:
        articles, mentions = pages(count)
        start = time.perf_counter()
        assemble(articles, mentions, [])
        return time.perf_counter() - start

    seconds(50)
    assert seconds(2000) < 9 * max(seconds(500), 0.2)


def test_a_crowd_of_reports_of_one_meeting_is_one_event() -> None:
    on = date(2024, 4, 10)
    articles = [page(f"{i}", f"Leaders met in room {i} for talk {i * 7}.", f"P{i}", on) for i in range(300)]
    mentions = [says(a, told_event(a, a.text, date_=on)) for a in articles]
    assert [len(e.mentions) for e in assemble(articles, mentions, []).events] == [300]
