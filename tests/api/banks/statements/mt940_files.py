"""MT940 as a bank would write it, with just the oddity that a test needs."""

CREDIT = ":61:2403150315C1,00NTRFNONREF//B1"
DEBIT = ":61:2403150315D1,00NTRFNONREF//B2"
ENVELOPE = b"{1:F01ASNBNL21XXXX0000000000}{2:O940ASNBNL21XXXXN}{3:}{4:\n"


def mt940(
    *lines: str,
    opening: str | None = ":60F:C240314CNY100,00",
    closing: str | None = ":62F:C240315CNY100,00",
    number: str = "7/1",
    account: str = "35001000000001",
    end: str = "\n",
) -> bytes:
    """One page of a statement: of account 35001000000001, number 7, opened with 100.00 CNY."""
    head = [":20:STARTUMS", f":25:{account}", f":28C:{number}"]
    all_lines = [*head, *filter(None, [opening]), *lines, *filter(None, [closing]), "-"]
    return (end.join(all_lines) + end).encode()


def page(number: int, opening: str, closing: str, *lines: str) -> bytes:
    """One of several pages of statement 7."""
    return mt940(*lines, opening=opening, closing=closing, number=f"00007/{number:05}")
