"""What Japanese and Chinese pages say, by words of the lexicon and by particles and prepositions, without weights."""
