"""A second reader: a language model that is asked what sentences tell, held to words that stand in them."""
