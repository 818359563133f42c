"""How fast Cordiale reads, how much memory it takes, and how both grow with the number of pages."""
