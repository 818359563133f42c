"""From an article to its mentions: actors, events, quotations, commitments, drivers, quantities, offices, groupings."""
