"""Amounts in Chinese capitals (大写), as on everything that is signed or printed.

The form of 支付结算办法 annex 1: 贰佰柒拾肆万元整, 柒佰肆拾叁元柒角伍分, 壹佰元零伍分.
"""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def capitals(fen: int) -> str:
    """Whole fen in capitals; 负 before a negative amount. Raises ValueError from 10^16 yuan on."""
    if fen < 0:
        return f"负{capitals(-fen)}"
    whole, rest = divmod(fen, 100)
    if whole >= 10**16:
        raise ValueError(f"{fen} fen: fewer than 10^16 yuan can be written in capitals")
    jiao, cents = divmod(rest, 10)
    if not fen:
        return "零元整"
    yuan = f"{_whole(whole)}元" if whole else ""
    if not rest:
        return f"{yuan}整"
    tenths = f"{_DIGITS[jiao]}角" if jiao else ("零" if whole else "")
    return f"{yuan}{tenths}{f'{_DIGITS[cents]}分' if cents else '整'}"


def _whole(yuan: int) -> str:
    """Groups of four digits; one 零 for each run of zeros that something follows."""
    said, gap = "", False
    for group in range(len(_GROUPS) - 1, -1, -1):
        four = yuan // 10 ** (4 * group) % 10_000
        if not four:
            gap = gap or bool(said)
            continue
        if said and (gap or four < 1_000):
            said += "零"
        said, gap = f"{said}{_four(four)}{_GROUPS[group]}", False
    return said


def _four(number: int) -> str:
    said, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = gap or bool(said)
            continue
        said += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return said
