"""Every sentence that a person reads, in Chinese and English, by key: the one catalogue."""

import os
from collections.abc import Mapping
from functools import partial
from typing import Protocol

from api.texts import (
    alerts,
    balances,
    banking,
    besides,
    bid_files,
    bringing,
    calendars,
    claims,
    clearance,
    closing,
    commands,
    committee_fields,
    deciding,
    demo,
    desk,
    dividing,
    events,
    fields,
    findings,
    frame,
    hall,
    jobs,
    lists,
    lots,
    marks,
    noted,
    office,
    own,
    pages,
    paying,
    payout_refusals,
    payouts,
    price,
    profiles,
    projects,
    quarantine,
    refunding,
    refusals,
    refused,
    registers,
    replay,
    reports,
    rules,
    scenario,
    secrecy_fields,
    sessions,
    status,
    tender_fields,
    today,
    unbanked,
    unread,
    unread_tables,
    uploading,
    void_money,
)

_AREAS: tuple[Mapping[str, tuple[str, str]], ...] = (
    demo.TEXTS,
    commands.TEXTS,
    jobs.TEXTS,
    banking.TEXTS,
    frame.TEXTS,
    pages.TEXTS,
    events.TEXTS,
    fields.TEXTS,
    tender_fields.TEXTS,
    secrecy_fields.TEXTS,
    committee_fields.TEXTS,
    balances.TEXTS,
    registers.TEXTS,
    desk.TEXTS,
    refunding.TEXTS,
    payouts.TEXTS,
    paying.TEXTS,
    payout_refusals.TEXTS,
    closing.TEXTS,
    lists.TEXTS,
    quarantine.TEXTS,
    findings.TEXTS,
    refusals.TEXTS,
    today.TEXTS,
    claims.TEXTS,
    besides.TEXTS,
    alerts.TEXTS,
    uploading.TEXTS,
    bid_files.TEXTS,
    bringing.TEXTS,
    noted.TEXTS,
    unbanked.TEXTS,
    unread.TEXTS,
    unread_tables.TEXTS,
    rules.TEXTS,
    calendars.TEXTS,
    dividing.TEXTS,
    refused.TEXTS,
    lots.TEXTS,
    projects.TEXTS,
    replay.TEXTS,
    status.TEXTS,
    marks.TEXTS,
    profiles.TEXTS,
    reports.TEXTS,
    void_money.TEXTS,
    deciding.TEXTS,
    own.TEXTS,
    hall.TEXTS,
    office.TEXTS,
    price.TEXTS,
    clearance.TEXTS,
    sessions.TEXTS,
    scenario.TEXTS,
)
"""One module an area; a key belongs to one of them."""

LANGUAGES = ("zh", "en")


def _merged() -> dict[str, tuple[str, str]]:
    """All areas as one. Raises ValueError for a key that two areas have."""
    merged: dict[str, tuple[str, str]] = {}
    for area in _AREAS:
        if twice := merged.keys() & area.keys():
            raise ValueError(f"two areas of the catalogue have {sorted(twice)}")
        merged |= area
    return merged


_TEXTS = _merged()


def language() -> str:
    """`zh` or `en`: ZHANGBEN_LANG, else Chinese where the locale is, else English."""
    for name in ("ZHANGBEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if wished := os.environ.get(name):
            return "zh" if wished.lower().startswith("zh") else "en"
    return "en"


def text(key: str, **values: object) -> str:
    """The sentence of this key in the person's language. Raises KeyError for an unknown key."""
    return spoken(key, language(), **values)


def spoken(key: str, language: str, **values: object) -> str:
    """The sentence in a language that is told, `zh` or `en`: pages have a reader each."""
    return pattern(key, language).format(**values)


class Say(Protocol):
    """say(key, **values): a sentence of the catalogue, in one language."""

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence. Raises KeyError for an unknown key."""


def saying(language: str) -> Say:
    """The catalogue in a language, for who says many sentences to the same reader."""
    return partial(_said, language)


def _said(language: str, key: str, /, **values: object) -> str:
    return spoken(key, language, **values)


def pattern(key: str, language: str) -> str:
    """The sentence with its places still open, for who fills them with more than text."""
    zh, en = _TEXTS[key]
    return zh if language == "zh" else en


def texts() -> dict[str, tuple[str, str]]:
    """The whole catalogue, for the tests."""
    return dict(_TEXTS)
