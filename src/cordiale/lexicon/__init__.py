"""The words we know, as TOML tables with a checked shape."""
