"""The rows as they are folded: accounts, under an open one its owners; each with its address."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from fastapi import Request

from api.http.identity import Identity
from api.http.pages.balance_rows import (
    OWNERS_MAX,
    Figures,
    Key,
    account_name,
    open_deposits,
    owner_words,
    row,
)
from api.http.pages.speech import Speech
from api.http.pages.views.balances import BalanceRow
from api.http.positions import When
from api.http.seeing import MONEY


def tree(
    request: Request,
    reader: Identity,
    when: When,
    speech: Speech,
    totals: Mapping[Key, Figures],
    owned: Mapping[Key, Figures],
    opened: frozenset[str],
    chosen: Key,
) -> tuple[BalanceRow, ...]:
    """All rows, in the order of their codes."""
    names = open_deposits(reader, when, (owner for code, owner in owned if code in opened))
    rest = "balances.sealed" if reader.regions(*MONEY) is None else "balances.elsewhere"
    rows: list[BalanceRow] = []
    for (code, _), of in sorted(totals.items()):
        parts = {owner: part for (at, owner), part in owned.items() if at == code}
        path = address(request, open=_toggled(opened, code), account=None, owner=None)
        account = row("account", code, of, account_name(code, speech), "", path)
        rows.append(replace(account, open=code in opened))
        if code in opened:
            rows += _owners(request, code, of, parts, names, chosen, speech, rest)
    return tuple(rows)


def _owners(
    request: Request,
    code: str,
    of: Figures,
    parts: Mapping[str, Figures],
    names: Mapping[str, tuple[str, str]],
    chosen: Key,
    speech: Speech,
    unnamed: str,
) -> Iterator[BalanceRow]:
    listed = sorted(parts.items(), key=lambda part: (not part[1].closing, part[0]))
    for owner, part in listed[:OWNERS_MAX]:
        name, about = owner_words(owner, names)
        made = row("owner", code, part, name, about, address(request, account=code, owner=owner))
        yield replace(made, selected=(code, owner) == chosen)
    rest = of.minus(part for _, part in listed[:OWNERS_MAX])
    if rest != Figures():
        key = "balances.rest" if len(listed) > OWNERS_MAX else unnamed
        yield row("sealed", code, rest, speech.say(key), "", "")


def _toggled(opened: frozenset[str], code: str) -> str | None:
    return ",".join(sorted(opened ^ {code})) or None


def address(request: Request, path: str | None = None, **more: str | None) -> str:
    """This page's address with some of its parameters changed, or taken out."""
    url = request.url.remove_query_params(
        ["lang", "density", *(name for name, value in more.items() if value is None)]
    )
    url = url.include_query_params(**{n: v for n, v in more.items() if v is not None})
    return f"{path or url.path}?{url.query}".rstrip("?")
