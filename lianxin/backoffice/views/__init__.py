"""The pages by subject: each reads the request, calls one verb, shows a page."""
