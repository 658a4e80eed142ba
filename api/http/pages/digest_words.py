"""核对词: six words that two people read to each other, cut from the digest of a command.

The list is the 64 signs of `FIRST` before the 32 of `SECOND`: 2,048 words, eleven bits each, the
first of the digest first. A reading aid: what is signed is the digest, whole.
"""

FIRST = (
    "东南西北上中前后青红黄白黑金银铜"
    "铁石玉木水火土云风雨雪雷春夏秋冬"
    "晨晚大小长短高低深远近新古老明清"
    "正直平安和乐福寿康宁文武天地日月"
)
SECOND = "山河湖海江溪泉岛林松竹梅兰桃李杏荷菊枫鹰鹤燕雁龙马牛羊鹿狮象鱼舟"

_BITS, _WORDS = 11, 6


def digest_words(digest: str) -> tuple[str, ...]:
    """The six words of a SHA-256 in hexadecimal."""
    bits = int(digest, 16) >> (4 * len(digest) - _BITS * _WORDS)
    numbers = [bits >> (_BITS * n) & 0x7FF for n in reversed(range(_WORDS))]
    return tuple(FIRST[number >> 5] + SECOND[number & 31] for number in numbers)
