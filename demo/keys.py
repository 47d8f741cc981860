"""Secrets of one demo site: made at first use, kept beside its data, never in the code."""

import json
import os
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path


def site_keys(folder: Path) -> dict:
    """Return this site's keys, making them on the first call; concurrent first calls agree."""
    path = folder / "keys.json"
    if not path.exists():
        _write_once(path, _new_keys())
    return json.loads(path.read_text(encoding="utf-8"))


def _new_keys() -> dict:
    return {
        "secret_key": secrets.token_urlsafe(50),
        "site_secrets": [urlsafe_b64encode(secrets.token_bytes(32)).decode()],
    }


def _write_once(path: Path, keys: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(keys, file)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
