"""Checks of the books and the log themselves: R05, R10 to R12, R15 to R17, R19."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from api.closing.books import Books, Whole
from api.closing.found import Found, Row, judged, not_applicable
from domain.accounts import BANK_RECEIVABLE, BY_CODE
from domain.calendar import BEIJING
from domain.categories.register import of
from domain.terms import deposit_bound


def books_sum_to_zero(books: Books) -> Found:
    """R05. Debits are credits, in each book and currency by itself."""
    sums: Counter[tuple[str, str]] = Counter()
    for one in books.balances:
        sums[one.book, one.currency] += one.amount
    rows = [
        Row(book, amount, currency) for (book, currency), amount in sorted(sums.items()) if amount
    ]
    return judged("R05", rows)


def deposits_are_within_bounds(books: Books) -> Found:
    """R10. No lot that is under way asks for a deposit beyond its rule."""
    rows, unknown = [], 0
    for lot in books.lots:
        if lot.estimate is None:
            unknown += 1
            continue
        beyond = deposit_bound(of(lot.category), lot.estimate, lot.deposit, lot.day)
        if beyond is not None:
            rows.append(Row(lot.lot, lot.deposit, day=lot.day, said=str(beyond)))
    return judged("R10", rows, note=f"{unknown}个标段没有估算价，未比" if unknown else "")


def no_liability_is_negative(books: Books) -> Found:
    """R11. No owner's part of a liability stands on the debit side."""
    rows = [
        Row(one.owner or "", one.amount, one.currency, said=one.account, of="OWNER")
        for one in books.balances
        if one.account.startswith("2") and BY_CODE[one.account].normal == "Cr" and one.amount > 0
    ]
    return judged("R11", rows)


def frozen_covers_holds(books: Books) -> Found:
    """R12. What is frozen of each deposit covers what its orders hold back."""
    rows = [
        Row(one.deposit, one.frozen - one.ordered, of="OWNER")
        for one in books.held
        if one.frozen < one.ordered
    ]
    return judged("R12", rows)


def log_is_whole(books: Books) -> Found:
    """R15. No position is missing, tiles are made of what is stored, the checkpoint holds.

    The checkpoint covers the last full tile at least: it is signed every second. What was read
    again, when, and what of it nothing is there to compare with, is said.
    """
    log = books.log
    zh = [f"检查点覆盖至{log.checkpoint}", f"事件{log.since + 1}至{log.position}已逐个重算"]
    en = [f"checkpoint up to {log.checkpoint}", f"events {log.since + 1} to {log.position} reread"]
    if log.began and log.ended:
        zh[1] += f"（{_clock(log.began)}起，{_clock(log.ended)}核到位置{log.position}）"
        en[1] += f" (from {_clock(log.began)}, up to {log.position} at {_clock(log.ended)})"
    if log.compared < log.position:
        zh.append(f"{log.compared + 1}至{log.position}尚无检查点与哈希块可比")
        en.append(f"{log.compared + 1} to {log.position} compared with no checkpoint or tile yet")
    zh.append("检查点尚无系统外见证")
    en.append("no witness outside has the checkpoint yet")
    return judged("R15", [*_broken(log)], note="；".join(zh), en="; ".join(en))


def guarantees_agree(_books: Books) -> Found:
    """R16. The register of guarantees agrees with the guarantors' list, where there is one."""
    return not_applicable("R16", "尚未取得担保机构的保函名单，无从核对")


def reports_agree(_books: Books) -> Found:
    """R17. The books agree with what was reported upwards, once something is."""
    return not_applicable("R17", "尚未向上级平台报送数据，无从核对")


def nothing_by_hand(books: Books) -> Found:
    """R19. No charge lies in custody, and every leg names its posting row."""
    rows = [
        Row(one.owner or "", one.amount, one.currency, said=one.account, of="OWNER")
        for one in books.on(BANK_RECEIVABLE.code)
    ]
    rows += [Row(f"#{position}", said="NO_POSTING_ROW") for position in books.log.unnamed]
    return judged("R19", rows)


def _broken(log: Whole) -> Iterator[Row]:
    for why, positions in (("MISSING", log.missing), ("CHANGED", log.changed)):
        for position in positions:
            yield Row(f"#{position}", said=why)
    if log.checkpoint is None:
        yield Row("", said="NO_CHECKPOINT")
    elif not log.agrees:
        yield Row(f"#{log.checkpoint}", said="OTHER_ROOT")
    elif log.checkpoint < log.last_tile:
        yield Row(f"#{log.checkpoint}", said="OLD_CHECKPOINT")


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
