"""The JSON API, first version."""
