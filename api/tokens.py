"""Tokens, for programs: given once in clear, kept as hashes beside the keys.

Whoever brings one reads as its person, and asks as that person if the key is in custody.
"""

import hashlib
import json
import secrets

from api.home import Home


def issue_token(home: Home, person: str) -> str:
    """A new token for a person; only its hash is kept. Replaces an earlier one."""
    tokens = {h: p for h, p in _tokens(home).items() if p != person}
    token = secrets.token_urlsafe(32)
    tokens[_hash(token)] = person
    home.write_secret("tokens.json", json.dumps(tokens))
    return token


def person_of(home: Home, token: str) -> str | None:
    """Whose token it is; None for a token that nobody was given."""
    return _tokens(home).get(_hash(token))


def _tokens(home: Home) -> dict[str, str]:
    path = home.keys / "tokens.json"
    found: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
