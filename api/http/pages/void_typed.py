"""An award of a void result's money as it was typed: three sums, a decision, its file; or wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.http.pages.acting import once
from api.http.pages.speech import Speech
from api.http.pages.views.deciding import Paper
from api.http.pages.views.desk import Act
from api.http.pages.views.void_award import AwardForm, SumField
from api.http.pages.void_left import Left, page_path
from api.said import plain_money
from domain.desk.award_void import AwardVoidMoney
from domain.money import yuan

SUMS = ("party", "owner", "treasury")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed. `sums`: by name, as text; `paper`: SHA-256 of the file, once it is kept;
    `paper_wrong`: the key of what is wrong with it, '' where nothing."""

    sums: Mapping[str, str]
    document: str = ""
    paper: str = ""
    paper_wrong: str = ""


NOTHING = Typed(dict.fromkeys(SUMS, ""))


def read(typed: Typed, left: Left, wish: Speech) -> AwardVoidMoney | dict[str, str]:
    """The command; else what is wrong with each field, by its name, in words."""
    wrong: dict[str, str] = {}
    fen: dict[str, int] = {}
    for name in SUMS:
        said = typed.sums[name].strip()
        try:
            fen[name] = yuan(said or "0")
            if fen[name] < 0:
                raise ValueError(said)
        except ValueError:
            wrong[name] = wish.say("void.wrong.sum", said=said)
    if "party" not in wrong and fen["party"] > left.most_fen:
        most, said = plain_money(left.most_fen), plain_money(fen["party"])
        wrong["party"] = wish.say("void.wrong.party", said=said, most=most)
    if not wrong and (off := left.fen - sum(fen.values())):
        said, right = plain_money(sum(fen.values())), plain_money(left.fen)
        told = {"said": said, "right": right, "off": plain_money(off, signed=True)}
        wrong["total"] = wish.say("void.wrong.total", **told)
    if not typed.document.strip():
        wrong["document"] = wish.say("paper.wrong.document")
    if typed.paper_wrong:
        wrong["paper"] = wish.say(typed.paper_wrong)
    return wrong or signed(typed, left)


def signed(typed: Typed, left: Left) -> AwardVoidMoney:
    """The command that a form says. Raises ValueError where it says none."""
    return AwardVoidMoney(
        deposit=left.deposit,
        lot=left.lot,
        document=typed.document.strip(),
        evidence=typed.paper,
        **{f"{name}_fen": yuan(typed.sums[name].strip() or "0") for name in SUMS},
    )


def form(typed: Typed, left: Left, wish: Speech, wrong: Mapping[str, str], why: str) -> AwardForm:
    """The form as it was filled in. `why`: this reader cannot send it."""
    owner = left.of.defined.owner if left.of.defined else ""
    told = {"most": plain_money(left.most_fen), "owner": owner}
    sums = tuple(
        SumField(
            name,
            wish.say(f"void.sum.{name}"),
            typed.sums[name],
            wish.say(f"void.sum.{name}.note", **told),
            wrong.get(name, ""),
        )
        for name in SUMS
    )
    act = Act(
        wish.say("decide.look"),
        page_path(left.lot, left.deposit),
        (("paper", typed.paper), ("do", "look"), ("command_id", once())),
        kind="act",
        reason=why,
    )
    return AwardForm(
        act,
        sums,
        Paper(typed.document, typed.paper, wrong.get("document", ""), wrong.get("paper", "")),
        wrong.get("total", ""),
        wrong.get("rule", ""),
    )


def carried(typed: Typed, do: str) -> tuple[tuple[str, str], ...]:
    """What was typed as hidden fields, to be signed or to be typed anew."""
    sums = ((name, typed.sums[name]) for name in SUMS)
    rest = (("document", typed.document), ("paper", typed.paper), ("do", do))
    return (*sums, *rest, ("command_id", once()))
