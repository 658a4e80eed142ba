"""A statement as the JSON that lies beside its sample file: compared by eye once, kept for ever."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from api.banks.statements.format import Statement, StatementError

_WHERE_TOLD = ("profile", "contradiction", "only_tells", "page_of")
_NOT_OF_IT = (
    "newest_first",  # lines are kept as they stand: it would say so a second time
    "schema",  # which are at hand, says the folder, not the sample
)
_TOLD = 10


def as_json(statement: Statement) -> dict[str, Any]:
    """All that was read, each line with its fingerprint, and whether it adds up."""
    seen = asdict(statement) | {"balanced": statement.balanced}
    for key in _NOT_OF_IT:
        del seen[key]
    for written, line in zip(seen["lines"], statement.lines, strict=True):
        written["fingerprint"] = line.fingerprint(statement.account)
    told = {key: value for key, value in seen.items() if value or key not in _WHERE_TOLD}
    plain: dict[str, Any] = json.loads(json.dumps(told, default=str))
    return plain


def expected(sample: Path) -> list[Any] | None:
    """What lies beside a sample; None where nothing does. Raises StatementError."""
    beside = sample.with_suffix(".json")
    if not beside.exists():
        return None
    try:
        kept = json.loads(beside.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise StatementError("unread.golden", path=beside, why=error) from None
    return kept if isinstance(kept, list) else [kept]


def differences(kept: list[Any], seen: list[Any]) -> list[str]:
    """Where two readings of a sample differ, as paths with both values; the first few."""
    return list(islice(_unlike("", kept, seen), _TOLD))


def _unlike(path: str, kept: Any, seen: Any) -> Iterator[str]:
    if isinstance(kept, dict) and isinstance(seen, dict):
        for key in dict.fromkeys((*kept, *seen)):
            yield from _unlike(f"{path}.{key}", kept.get(key), seen.get(key))
    elif isinstance(kept, list) and isinstance(seen, list) and len(kept) == len(seen):
        for at, (one, other) in enumerate(zip(kept, seen, strict=True), 1):
            yield from _unlike(f"{path}[{at}]", one, other)
    elif kept != seen:
        one, other = (json.dumps(told, ensure_ascii=False)[:80] for told in (kept, seen))
        yield f"{path.lstrip('.')}: {one} → {other}"
