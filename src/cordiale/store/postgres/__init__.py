"""A record in a database of PostgreSQL. Nothing here is imported unless an address asks for it: the driver is an extra."""
