"""Which lines of a statement are new, by what came of its day: a table of cases, the first decides.

    its balances, name and lines are those of one that came    all of it is told again
    a person says that it is the whole day, and it is          what other files brought of it is,
                                                               those banked in part as well, and
                                                               what is told otherwise (`pairing`)
    it may be one that came, told otherwise (`changed`)        nobody can tell: it waits
    all ways in which it may lie (`readings`) say the same     as they say
    one that came has the bank's number of it                  it tells that again, in whichever way
    it leads over all that came; else something came late      what came is told again
    no order fits; it begins or ends with all that came        what came is told again
    all its lines have the bank's own numbers                  as these say
    else                                                       nobody can tell: it waits

Why this is right. A line has one place in the account's life, and so one balance before it. What
is banked was told by statements; of those that touch, nothing is unseen between, but what leads
back to where it began. The true way in which a statement lies is then one of its `readings`, which
are all ways that ask for no unseen money besides. Where they agree, the truth says the same; where
they do not, it waits. A reading that contradicts the bank's number of a line, or a statement that
came under its name, is none. Of several days, and of statements of other days that have lines of
its own, no order of lines is known: their ends tell, and where all lines could lead (`lumps`).

Where money is unseen, or a bank sorts lines, an answer may be wrong: never so that a line of which
the bank says what it said is banked twice (`doubts`). Told otherwise it is another line: what may
be a statement that came waits (`changed`); so does a part of one under a name of its own where
instants tell, else it may bank it again. One may be taken for another that came, where unseen money
comes back to just its balance and the same goes on from there: what balances alone say is known is
told to whoever brings it, and the whole day brings what was lost.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, count, product

from api.banks.asked import Asked, Came, Over
from api.banks.changed import may_be_changed
from api.banks.doubts import Doubts
from api.banks.lumps import Lines, TooMany
from api.banks.named import Numbered, anchored, repeats
from api.banks.pairing import begins, paired
from api.banks.piecing import put_together
from api.banks.readings import Reading, readings
from api.banks.stretches import Stretch, meet_once


def over(asked: Asked, came: Came) -> Over | None:
    """What a statement tells again. None where nobody can tell."""
    found = _over(asked, came)
    if found is None or found.sure or asked.whole_day:
        return found
    told = [*found.same.values(), *chain(*found.alike)]
    sure = len(asked.orders) == 1 or asked.own.many < 2
    doubts = Doubts(asked.own, sure, asked.numbered)
    return None if doubts.may_have_more(came.stretches, told) else found


def _over(asked: Asked, came: Came) -> Over | None:
    own = asked.own
    if came.half and not own.has_all(came.half):
        return None
    if not own.kinds:
        return Over({}, (), sure=True)
    every = [*(one.lines for one in came.stretches), came.loose, came.half]
    if repeats(asked.stated, came.of_day) and own.look_like(*every):
        return Over({}, every)
    near = [one for one in came.elsewhere if not meet_once(own.reach, one.reach)]
    if asked.whole_day:
        return _whole_day(asked, came, near)
    if may_be_changed(asked, came.stretches):
        return None
    every_way = _ways(asked, came.stretches)
    by_number = _by_number(asked, came.of_day, every_way)
    for ways in (every_way, by_number, _over_all(every_way)):
        if (found := _agreed(asked, ways)) is not None:
            return Over(found.same, [came.loose], all(one.gap for one in ways))
    if not every_way and _is_all_sorted(asked, came):
        return Over({}, every)
    return Over({}, [came.loose]) if _lines_tell(asked, came.stretches) else None


def _whole_day(asked: Asked, came: Came, near: Sequence[Stretch]) -> Over | None:
    """It has all that came of its day; of one day that it begins, whatever that says by now
    (`pairing`), but for what has the bank's own numbers. `near`: what may have lines of it, and
    need not be in it."""
    of_day, loose = [*(one.lines for one in came.of_day), came.half], came.loose
    told = (asked.one_day and begins(asked.stated[0].opening, came.of_day)) or asked.own.has_all(
        *of_day
    )
    if not told or (same := paired(asked.own, came)) is None:
        return None
    alike = [*of_day, *(one.lines for one in near), loose]
    return Over(same, alike, sure=not near and not loose, paired=len(same))


def _is_all_sorted(asked: Asked, came: Came) -> bool:
    """Whether it has all that came, without a gap between, and opens or closes with one that did,
    though no order in which its lines may stand fits: some banks sort them."""
    ends, ways = (asked.own.balances[0], asked.own.balances[-1]), put_together(came.stretches) or []
    meets = any(one.opening == ends[0] or one.closing == ends[1] for one in came.of_day)
    joined = all(len(way.walks) == 1 and not way.lumps for way in ways) and bool(ways)
    return (
        len(asked.orders) > 1
        and meets
        and joined
        and asked.own.has_all(*(one.lines for one in came.stretches))
    )


def _agreed(asked: Asked, ways: Sequence[Reading]) -> Reading | None:
    """What all ways say; the unlikely ones may know less, but no line more."""
    plain = [one for one in ways if not one.unlikely]
    if len({frozenset(_known(asked, one).items()) for one in plain}) != 1:
        return None
    known = _known(asked, plain[0])
    return plain[0] if all(_known(asked, one) <= known for one in ways) else None


def _over_all(every: list[Reading]) -> list[Reading]:
    """Those in which nothing came late, where each leads over all that came, in whichever way that
    lies; else none. An order of lines in which all would have come late counts for nothing."""
    likely = [one for one in every if one.way is not None and not one.unlikely]
    in_time = [one for one in likely if not one.late]
    orders = {one.order for one in in_time}
    each = {one.way for one in in_time} >= {one.way for one in likely if one.order in orders}
    return in_time if each and all(one.over_all for one in in_time) else []


def _ways(asked: Asked, came: Sequence[Stretch]) -> list[Reading]:
    """All that neither the bank's numbers of lines nor a name of a statement contradict. Nothing
    where nobody can tell them apart: then only what is like nothing goes on."""
    try:
        found = [*_readings(asked, came)]
    except TooMany:
        none = Reading({})
        alike = asked.own.there.keys() & {print_ for one in came for print_ in one.lines}
        found = [] if alike or not any(map(asked.own.touches, came)) else [none]
    found = [one for one in found if _fits(asked, one, came)]
    named = [one.lines.keys() for one in anchored(asked.stated, came)]
    held = {print_ for some in named if some <= asked.own.there.keys() for print_ in some}
    return [one for one in found if held <= {*one.same.values()}] or found


def _readings(asked: Asked, came: Sequence[Stretch]) -> Iterator[Reading]:
    """In each order in which its lines, and those that came, may be the bank's: most likely in the
    same. Raises TooMany."""
    unsure = any(one.ordered and not one.sure and len(one.lines) > 1 for one in came)
    number = count()
    for turned in (False, True) if unsure else (False,):
        if (ways := put_together(came, turned=turned)) is None:
            raise TooMany
        for known, (n, own) in product(ways, enumerate(asked.orders)):
            mixed = unsure and turned != (n > 0)
            way = None if known.late else next(number)
            for one in readings(own, known):
                unlikely = one.unlikely or mixed
                yield replace(one, unlikely=unlikely, way=way, order=(turned, n))


def _known(asked: Asked, one: Reading) -> Counter[int]:
    """How many lines of each kind are known; those that the bank numbers are so by their number."""
    kinds = (asked.own.there[print_] for print_ in one.same.values())
    return Counter(kind for kind in kinds if kind not in asked.numbered)


def _fits(asked: Asked, one: Reading, came: Sequence[Stretch]) -> bool:
    """Whether it tells again just those lines that are known by the bank's number of them."""
    if not asked.numbered:
        return True
    there, ours = asked.own.there, Counter(asked.own.kinds)
    banked = Counter(there[print_] for each in came for print_ in each.lines if print_ in there)
    told = Counter(there[print_] for print_ in one.same.values())
    return all(told[kind] == min(ours[kind], banked[kind]) for kind in asked.numbered)


def _by_number(asked: Asked, came: Sequence[Stretch], ways: list[Reading]) -> list[Reading]:
    """Those that tell again what came, where its number did; else all of them. Of an export that
    has the next number nobody knows whether it overlaps."""
    numbers = Numbered(asked.stated, came)
    if asked.page or not numbers.are_known or not numbers.are_theirs:
        return ways
    return [one for one in ways if one.same]


def _lines_tell(asked: Asked, came: Sequence[Stretch]) -> bool:
    """Whether the bank's numbers of its lines tell all: each has one, and what came and may have
    some of them has lines of such numbers."""
    if not asked.numbered >= set(asked.own.kinds):
        return False
    there = asked.own.there.keys()
    return all(_decided(asked.own, one) or there & one.lines.keys() for one in came)


def _decided(own: Lines, one: Stretch) -> bool:
    return own.touches(one) or meet_once(own.reach, one.reach)
