"""Every template of a page with the record that it shows: the one list."""

from api.http.pages.views.alerts import Alerts
from api.http.pages.views.balances import BalancesView
from api.http.pages.views.calendars import CalendarYear
from api.http.pages.views.close import Close, NothingToClose
from api.http.pages.views.error import Failure
from api.http.pages.views.event import EventView
from api.http.pages.views.hall import Hall
from api.http.pages.views.lot import LotView, Rules
from api.http.pages.views.lots import Lots
from api.http.pages.views.office import Office
from api.http.pages.views.own import OwnLot, OwnLots
from api.http.pages.views.payouts import Payouts
from api.http.pages.views.price import PriceView
from api.http.pages.views.projects import Projects, ProjectView
from api.http.pages.views.quarantine import Quarantine
from api.http.pages.views.receipt import Receipt
from api.http.pages.views.refunds import Refunds
from api.http.pages.views.registers import Registers
from api.http.pages.views.replay import Replay
from api.http.pages.views.report import ReportView
from api.http.pages.views.sign_in import SignIn
from api.http.pages.views.status import Status
from api.http.pages.views.today import Today
from api.http.pages.views.trail import Trail
from api.http.pages.views.void_award import VoidAward

SCREENS: dict[str, type] = {
    "balances.html": BalancesView,
    "calendars.html": CalendarYear,
    "close.html": Close,
    "close_none.html": NothingToClose,
    "error.html": Failure,
    "event.html": EventView,
    "hall.html": Hall,
    "lot.html": LotView,
    "lots.html": Lots,
    "alerts.html": Alerts,
    "office.html": Office,
    "own.html": OwnLots,
    "own_lot.html": OwnLot,
    "payouts.html": Payouts,
    "price.html": PriceView,
    "project.html": ProjectView,
    "projects.html": Projects,
    "quarantine.html": Quarantine,
    "receipt.html": Receipt,
    "refunds.html": Refunds,
    "registers.html": Registers,
    "replay.html": Replay,
    "report.html": ReportView,
    "rules.html": Rules,
    "sign_in.html": SignIn,
    "status.html": Status,
    "today.html": Today,
    "trail.html": Trail,
    "void_award.html": VoidAward,
}
