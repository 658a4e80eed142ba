"""The kinds of trade that a page names: those of the plan, and each that came by data alone."""

from api.http.pages.speech import Speech
from domain.categories.register import CATEGORIES
from domain.governance.state import Law


def kind_names(law: Law, wish: Speech) -> dict[str, str]:
    """What each is called, by its code: those of the plan in its order, then those that a pack
    brought, by the name that its newest pack has.
    """
    ours = {one.code: str(getattr(one, wish.lang)) for one in CATEGORIES}
    brought = {pack.code: str(getattr(pack.written, wish.lang)) for pack in law.packs}
    return ours | {code: brought[code] for code in sorted(brought.keys() - ours.keys())}
