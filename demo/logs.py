"""Where the demo site logs: warnings to the terminal, tracking events to their own file."""

from pathlib import Path

# edx-ace tries each of its channels, and says so of those that nobody has turned on.
_CHANNELS_THAT_ARE_OFF = ("edx_ace.channel.sailthru", "stevedore.extension")


def logging_config(*, tracking_log: Path) -> dict:
    """Return Django's LOGGING: `tracking` holds one JSON event a line, as the platform's does."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "event": {"format": "%(message)s"},
            "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "terminal": {"class": "logging.StreamHandler", "formatter": "plain"},
            "tracking": {
                "class": "logging.handlers.WatchedFileHandler",
                "filename": str(tracking_log),
                "formatter": "event",
                "delay": True,
                "encoding": "utf-8",
            },
        },
        "root": {"handlers": ["terminal"], "level": "WARNING"},
        "loggers": {
            "tracking": {"handlers": ["tracking"], "level": "INFO", "propagate": False},
            **{name: {"level": "CRITICAL"} for name in _CHANNELS_THAT_ARE_OFF},
        },
    }
