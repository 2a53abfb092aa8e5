"""The ways by which notices reach somebody, one file each: a new one is a file and a setting.

A file that sends defines `open_channel`, which gives a `Channel`, or None where its setting is
empty; its refusals stand in the catalogue as `notice-not-taken-<name>`.
"""

import importlib
import pkgutil

from jobs.notices.channel import Channel, Given


def open_channels(given: Given) -> list[Channel]:
    """The channels whose settings are set, in the order of their files' names."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    opened = [module.open_channel(given) for module in modules if hasattr(module, "open_channel")]
    return [channel for channel in opened if channel is not None]
