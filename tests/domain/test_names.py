"""Names are equal but for width, brackets and spaces; likeness is no equality."""

import pytest

from domain.names import plain, same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("漳州市甲建设有限公司", "漳州市甲建设有限公司"),
        ("甲（漳州）有限公司", "甲(漳州)有限公司"),
        ("甲〔漳州〕有限公司", "甲[漳州]有限公司"),
        ("甲【漳州】有限公司", "甲［漳州］有限公司"),
        ("甲〖漳州〗有限公司", "甲﹙漳州﹚有限公司"),
        ("甲﹝漳州﹞有限公司", "甲(漳州)有限公司"),
        ("ＡＢＣ１２～公司！", "ABC12~公司!"),
        (" 漳州 市\u3000甲\t公司\n", "漳州市甲公司"),
        ("Cafe\u0301有限公司", "Caf\u00e9有限公司"),
    ],
)
def test_width_brackets_and_spaces_do_not_count(one, other):
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("漳州市甲建设有限公司", "漳州市甲建设公司"),
        ("漳州市甲建设有限公司", "漳州市乙建设有限公司"),
        ("甲公司", "甲公司漳州分公司"),
        ("ABC公司", "abc公司"),
        ("甲（漳州）公司", "甲漳州公司"),
        ("甲(漳州公司", "甲)漳州公司"),
        ("甲公司…", "甲公司…"),
        ("甲…司", "甲公司"),
        ("甲公司", "甲…司"),
        ("", ""),
        ("\u3000", " "),
        (None, None),
        (None, "甲公司"),
        ("甲公司", None),
    ],
)
def test_nothing_else_is_forgiven(one, other):
    assert not same_name(one, other)


def test_a_plain_name_has_one_kind_of_bracket():
    assert plain(" 甲（Ａ）〔乙〕 ") == "甲(A)(乙)"
