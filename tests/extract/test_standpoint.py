"""From whose side a page speaks."""

from dataclasses import replace

from cordiale.extract.actors import find_actors
from cordiale.lexicon import load_lexicon
from cordiale.model.document import Block, BlockLabel
from cordiale.model.mention import ActorMention
from cordiale.text.sentences import split_sentences
from tests.extract.pages import article_of, states_named


def issued(title: str, body: str) -> tuple[str, list[ActorMention]]:
    """The text of a page with a title and a line, and its actors."""
    article = article_of(f"{title}\n{body}")
    first, *rest = article.blocks
    article = replace(article, title=title, blocks=(Block(first.span, BlockLabel.TITLE), *rest))
    return article.text, find_actors(article, split_sentences(article), load_lexicon(), article.day)


def states(title: str, body: str, words: str) -> list[set[str]]:
    text, actors = issued(title, body)
    return [set(m.countries) for m in actors if m.span.of(text) == words]


def test_we_of_a_readout_is_the_state_that_issues_it():
    title = "Readout of President Alexander Stubb’s call with the President of Chad"
    assert states(title, "He praised our pact with Niger.", "our") == [{"FIN"}]


def test_an_office_without_a_state_is_the_issuers_whatever_state_was_named_last():
    title = "Statement by Finnish Foreign Minister Elina Valtonen on Chad"
    assert states(title, "Niger and Chad met. The defence minister will travel.", "defence minister") == [{"FIN"}]


def test_we_of_a_joint_statement_are_all_who_issue_it():
    title = "Joint Statement by Finland and Sweden"
    assert states(title, "We condemn the coup in Niger.", "We") == [{"FIN", "SWE"}]


def test_we_who_name_themselves_are_those_named():
    body = (
        "We, the leaders of Finland, the Kingdom of Sweden, and Norway, affirm our ties with Chad. We will meet again."
    )
    assert states("A new pact", body, "We")[-1] == {"FIN", "SWE", "NOR"}


def test_we_of_the_press_is_nobodys():
    assert states("Finland and Chad sign", "We saw it happen.", "We") == []


def test_we_in_quotation_marks_is_not_the_issuers():
    title = "Readout of President Alexander Stubb’s call"
    assert states(title, "A note from an unknown hand: “we cannot agree”.", "we") == []


def test_a_first_sentence_that_opens_like_a_readout_tells_the_issuer_too():
    text = "Readout of President Alexander Stubb’s call with the President of Chad. He praised our pact with Niger."
    assert states_named(text, "our") == {"FIN"}


def test_the_president_of_a_readout_is_the_one_who_issues_it():
    text = (
        "Readout of President Alexander Stubb’s call with President Mahamat Déby of Chad. "
        "President Mahamat Déby called. The President thanked him."
    )
    assert states_named(text, "President") == {"FIN"}
