"""Google's own descriptions of its APIs, and what they say of requests, masks and scopes."""
