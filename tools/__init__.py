"""Small programs for set-up and tests; run from the root of the project as `python -m tools.<name>`."""
