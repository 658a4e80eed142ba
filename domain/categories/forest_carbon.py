"""Forest carbon (林业碳汇): traded at a market of others, and imported; FC-01 to FC-04 of 2.7.9."""

from datetime import date

from domain.categories.category import Category
from domain.methods import ELSEWHERE, Method
from domain.rules import Evidence, Rule, Source

_FUJIAN = Source("福建海峡资源环境交易中心、福建交易市场登记结算中心", Evidence.S, None)
_CARBON = Source("碳排放权交易管理暂行条例", Evidence.V, date(2024, 5, 1))
_OURS = Source("平台约定", Evidence.A, None, jurisdiction="350600")

# A table: one row, two lines.
# fmt: off
_RULES = (
    Rule("FC-01", "market.settles", "交易中心成交，登记结算中心登记、存管、结算；只导入，不托管",
         _FUJIAN, anchor="ExternalTradeImported"),
    Rule("FC-02", "market.methods", "协议转让、单向竞价或者其他符合规定的方式",
         _CARBON.article(15), anchor="ExternalTradeImported"),
    Rule("FC-03", "market.platform", "逐步纳入统一的公共资源交易平台体系",
         _CARBON.article(5), anchor="ExternalTradeImported"),
    Rule("FC-04", "market.own_credits", "市属项目的减排量由本平台挂牌，比照国有产权交易",
         _OURS, anchor="LotDefined"),
)
# fmt: on

FOREST_CARBON = Category(
    code="FOREST_CARBON",
    zh="林业碳汇交易",
    en="forest carbon credits",
    offered=False,
    methods=(
        Method("协议转让", ELSEWHERE),
        Method("单向竞价", ELSEWHERE),
    ),
    least_bidders=1,
    basic_account_required=False,
    deposit_becomes="price",
    interest_unowed_goes_to="undecided",
    secret_until=("TransactionConfirmed",),
    awarded_by="TransactionConfirmed",
    rules=_RULES,
)
