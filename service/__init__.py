"""The service: Flask doors, pages, settings and the command line."""
