"""What makes an offline check impossible, in one sentence for the person who started it."""


class InputError(Exception):
    """The input could not be used."""
