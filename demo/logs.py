"""Where the demo site logs: warnings to the terminal, tracking events to their own file."""

from pathlib import Path


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
        "loggers": {"tracking": {"handlers": ["tracking"], "level": "INFO", "propagate": False}},
    }
