"""Any bytes as MT940 give statements or a sentence; never another error, never other sums."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from api.banks.statements.format import StatementError
from api.banks.statements.register import FORMATS, read
from tests.api.banks.statements.mt940_files import CREDIT, mt940, page
from tests.api.banks.statements.test_hostile_bytes import judge

FOLDER = Path(__file__).parents[5] / "shared/data/mt940"
GOOD = mt940(CREDIT, ":86:166?00GUTSCHRIFT?20EREF+E?21SVWZ+投标?31DE1?32KARL", ":86:x")
PAGES = page(1, ":60F:C240314CNY1,", ":62M:C240315CNY2,", CREDIT) + page(
    2, ":60M:C240315CNY2,", ":62F:C240315CNY3,", CREDIT, ":86:/EREF/X/NAME/甲"
)
SAMPLES = [
    *(Path(__file__).parents[3] / "golden/statements").rglob("*.sta"),
    *(FOLDER.rglob("*.sta") if FOLDER.is_dir() else ()),  # real ones, where they are
]
FILES = [GOOD, PAGES, *(path.read_bytes() for path in sorted(SAMPLES))]
TAGS = [
    b":13D:", b":20:", b":25:", b":25P:", b":28:", b":28C:", b":34F:", b":60:", b":60F:", b":60M:",
    b":61:", b":62F:", b":62M:", b":64:", b":65:", b":86:", b":90D:", b":NS:",
]  # fmt: skip
PIECES = [
    b"", b"\n", b"\r", b"-", b"-}", b"{1:", b"{4:", b":", b",", b".", b"//", b"?20", b"+", b"EREF+",
    b"RC", b"RD", b"C", b"D", b"9" * 30, b"0230", b"9999", b"CNY", b"JPY", b"\0", b"\xff", b"\x85",
    b"\xef\xbb\xbf", "𠮷".encode(), "投标".encode("GB18030"), "٣".encode(), "\u2028".encode(),
    b"\x05", b"/NAME/", b"\n:", b"\n:20:", b"x" * 400,
]  # fmt: skip


def judged(file: bytes) -> None:
    """Also: at most one format knows it."""
    judge(file)
    assert [form.recognises(file) for form in FORMATS].count(True) <= 1


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_behind_a_header(raw):
    judged(b":20:X\n:25:1\n:28C:1\n:60F:C240314CNY1,00\n" + raw)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A file with a few bytes changed, cut out, doubled, or exchanged for another word."""
    file = bytearray(draw(st.sampled_from(FILES)))
    for _ in range(draw(st.integers(1, 5))):
        begin = draw(st.integers(0, len(file)))
        end = min(len(file), begin + draw(st.integers(0, 60)))
        piece = bytes(file[begin:end])
        file[begin:end] = draw(
            st.one_of(st.binary(max_size=6), st.just(piece * 2), st.sampled_from(TAGS + PIECES))
        )
    return bytes(file)


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_real_files_with_faults(file):
    judged(file)


VALUES = st.sampled_from(
    [
        b"C240314CNY1,00", b"D240314JPY1,", b"C240314100,", b"2403150315C1,00NTRFNONREF//B1",
        b"240315RD,5", b"2402300301D1,00N", b"1/2", b"0", b"X", b"", b"166?00A?20EREF+1?32B",
        b"/EREF/1/RTRN//NAME/", b"2403151200+0800", b"CNYD0,",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TAGS), VALUES), max_size=14))
def test_fields_in_any_order(found):
    judged(b":20:X\n:25:1\n" + b"\n".join(tag + value for tag, value in found))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([GOOD, PAGES]), st.data())
def test_a_file_cut_off_is_refused_or_does_not_balance(file, data):
    """Not even its last balance is whole: nobody takes it for a day that is complete."""
    body = file.rstrip(b"-\n")
    cut = body[: data.draw(st.integers(1, body.rindex(b":62")))]
    try:
        statements = read(cut)
    except StatementError:
        return
    assert not statements[-1].balanced or statements[-1].warnings
