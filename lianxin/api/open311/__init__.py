"""Open311 GeoReport v2, in JSON and XML. docs/open311.md: how our words map, and what is never told."""
