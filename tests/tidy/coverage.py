"""The coverage matrix (REFERENCE 1) as data: by what each row lives today, or why it does not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lives:
    """A row that works: who asks for what over HTTP, what is said, where it is read, which test
    does both. `lacks`: what of the row is still to come; '' where nothing is.
    """

    number: int
    phrase: str
    commands: tuple[str, ...]
    events: tuple[str, ...]
    reads: str
    test: str
    lacks: str = ""


@dataclass(frozen=True)
class Later:
    """A row that nothing answers over HTTP yet, and why."""

    number: int
    phrase: str
    why: str


@dataclass(frozen=True)
class Stated:
    """A row that the reference itself leaves out of the ledger: it says so, and that is all."""

    number: int
    phrase: str
    why: str


type Row = Lives | Later | Stated

_HTTP = "tests/api/http/"
_MATRIX = f"{_HTTP}test_matrix.py::"
_BRANCH = f"{_MATRIX}test_a_branch_acts_in_its_own_region_alone_and_reads_what_lies_there"
_DECIDES = f"{_MATRIX}test_the_committee_decides_who_builds_a_system_and_reads_nothing_sealed"
_REACHED = f"{_MATRIX}test_what_is_to_be_reached_has_its_body_its_day_and_the_events_that_show_it"
_ROOMS = f"{_MATRIX}test_a_room_is_certified_before_it_is_booked_and_two_lots_never_have_it_at_once"
_DISPUTES = f"{_HTTP}test_disputes.py::"
_REOPENED = (
    f"{_HTTP}test_quarantine.py::"
    "test_a_closed_day_is_reopened_corrected_and_closed_again_with_both_closes_readable"
)
_NEXT = (
    f"{_HTTP}test_tenders.py::"
    "test_the_panel_puts_candidates_forward_and_the_next_comes_when_the_first_does_not_sign"
)
_FIGURES = (
    f"{_HTTP}test_lot_life.py::"
    "test_figures_are_of_contracts_by_month_kind_and_region_and_reported_they_stay_the_same"
)
_BY_SESSION = (
    ("RegisterLot", "ArrangeSession", "AnnounceLot"),
    ("LotDefined", "SessionArranged", "AnnouncementPublished"),
    "/v1/lots/{lot}/session",
    f"{_MATRIX}test_what_is_sold_upwards_has_a_session_that_everybody_looks_at",
)
"""Of what is sold upwards: what its rows have in common."""
_LOT, _LOTS, _CASES = "/v1/lots/{lot}", "/v1/lots", "/v1/disputes"

# A table: one row, one line or some.
# fmt: off
INSTITUTIONS: tuple[Row, ...] = (
    Later(1, "统一的公共资源交易平台体系", "one log, one engine; no index by 统一交易标识码"),
    Lives(2, "公管委", ("RecordDecision", "DesignateSystemOwner"),
          ("DecisionRecorded", "SystemOwnerDesignated"),
          "/v1/resolutions/{resolution}/system-owners", _DECIDES, "the catalog is later"),
    Lives(3, "公管办", ("PublishRulePack",), ("RulePackPublished",), "/v1/events",
          f"{_MATRIX}test_the_office_publishes_and_repeals_rules_and_lots_keep_theirs",
          "rules and complaints alone; filing, experts and inspection are later"),
    Later(4, "进场交易项目目录", "no catalog: nothing checks whether a project has to enter"),
    Lives(5, "审查备案", ("FileDocument", "AcknowledgeFiling"),
          ("DocumentFiled", "FilingAcknowledged"), "/v1/filings",
          f"{_MATRIX}test_what_is_filed_holds_nothing_up_and_the_office_says_that_it_has_it",
          "that the office is late is told where filings are read, and alerts nobody"),
    Later(6, "评标专家", "no register of experts"),
    Later(7, "企业诚信管理", "no credit records, no restrictions"),
    Lives(8, "受理投诉", ("FileComplaint", "AcceptComplaint"),
          ("ComplaintFiled", "ComplaintAccepted"), "/v1/disputes/{case}",
          f"{_DISPUTES}test_scenario_a_from_the_objection_to_the_award"),
    Later(9, "按规定进场情况", "no feed of approvals, so nobody is found who did not enter"),
    Lives(10, "市公共资源交易中心", ("AwardLot", "RecordEvaluation"),
          ("AwardNoticeIssued", "EvaluationReportReceived"), _LOT, _NEXT,
          "services themselves are no facts; on whose behalf is told of signed commands only"),
    Lives(11, "隶属于市行政服务中心管委会", ("GrantDelegation", "RevokeDelegation"),
          ("DelegationGranted", "DelegationRevoked"), "/v1/me",
          "tests/api/http/test_deputies.py::test_what_was_delegated_is_the_deputys_no_more_once_it_is_revoked",
          "the tree of organisations is later"),
    Lives(12, "相互制约又相互协调", ("AssignRole",), ("RoleAssigned",), "/v1/me",
          f"{_MATRIX}test_posts_that_exclude_each_other_are_not_held"),
    Lives(13, "一委一办一中心", ("AssignRole",), ("RoleAssigned",), "/v1/me",
          f"{_MATRIX}test_posts_that_exclude_each_other_are_not_held",
          "permissions follow from posts; organisations have no kind of their own"),
    Lives(14, "项目属地原则", ("RegisterProject", "DefineLot"),
          ("ProjectRegistered", "LotDefined"), "/v1/projects", _BRANCH,
          "acts on lots, cases and a region's accounts; deposits, alerts and a lot's pages are read"
          " so, refunds and payments not yet"),
    Lives(15, "市直、开发管委会", ("RegisterProject",), ("ProjectRegistered",), "/v1/projects",
          _BRANCH, "codes of zones and what they go upward by; nothing is exported yet"),
    Lives(16, "事中事后监管", ("FileObjection",), ("ObjectionFiled",), _CASES,
          f"{_DISPUTES}test_before_the_opening_nobody_is_told_who_objects",
          "rows that warn are named in the fact, and alert when they are not kept"),
    Lives(17, "审计监督", ("OpenAccount",), ("AccountOpened",), "/v1/balances",
          f"{_MATRIX}test_an_auditor_reads_the_books_of_any_past_position",
          "offline by `zhangben verify`; exports as facts and transfers of cases are later"),
    Lives(18, "干预登记", ("RecordIntervention",), ("InterventionRecorded",), "/v1/interventions",
          f"{_MATRIX}test_who_meddled_anybody_records_and_who_watches_over_all_reads",
          "no weekly nil report and no alert where one is missing; no transfer of a case"),
)
SYSTEMS: tuple[Row, ...] = (
    Lives(19, "网上交易系统", ("PublishRulePack", "RegisterLot"),
          ("RulePackPublished", "LotDefined"), _LOT,
          f"{_MATRIX}test_a_kind_of_trade_comes_by_data_alone",
          "signed commands and friendly routes; trading systems have no codes of their own"),
    Lives(20, "公共服务系统", ("AnnounceLot",), ("AnnouncementPublished",), _LOTS,
          f"{_MATRIX}test_what_is_announced_everybody_reads",
          "lots, projects, what is due, disputes; results' texts and credit are later"),
    Lives(21, "在线监督", ("AcceptComplaint",), ("ProcedureSuspended",),
          "/v1/lots/{lot}/suspensions",
          f"{_DISPUTES}test_scenario_a_from_the_objection_to_the_award",
          "a project is one view for every department; of all of them by industry is later"),
    Later(22, "各部门电子交易系统整合", "nothing is imported from other trading systems"),
    Lives(23, "资金结算系统", ("PrepareClose", "CloseDay", "ReopenDay"),
          ("DayClosed", "DayReopened"), "/v1/closes/{account}/{day}", _REOPENED),
    Lives(24, "交易登记制度", ("RegisterProject", "RegisterProcedure", "RegisterLot"),
          ("ProjectRegistered", "ProcedureRegistered", "LotDefined"), "/v1/projects/{project}",
          f"{_MATRIX}test_a_kind_of_trade_comes_by_data_alone"),
    Lives(25, "成交交易备案", ("FileDeal",), ("DealFiled",), "/v1/deals",
          f"{_HTTP}test_lot_life.py::"
          "test_a_deal_is_in_the_register_from_its_contract_on_and_is_filed",
          "procurement alone has a row that says until when"),
    Lives(26, "信息的公开发布", ("AnnounceLot",), ("AnnouncementPublished",), _LOTS,
          f"{_MATRIX}test_what_is_announced_everybody_reads",
          "the text's digest and where it stands; the text itself and its take-down are later"),
    Later(27, "交易监管系统", "no notes of witnesses"),
    Lives(28, "综合专家库", ("DrawPanel", "LeavePanel", "ReplaceExpert"),
          ("ExpertsDrawn", "ExpertLeft", "ExpertReplaced"), "/v1/lots/{lot}/panel", _NEXT,
          "who is an expert is a post; admission, notices, check-in, the province's are later"),
    Later(29, "信用信息库", "no credit records"),
    Later(30, "信用奖惩机制", "no misconduct, no rewards, no restrictions"),
    Later(31, "网上办事大厅", "no link to the hall; a bidder reads its own deposits, bids, cases"),
    Later(32, "与国家、省平台互联互通", "no exports"),
    Later(33, "省平台对接", "no exports, so no validators before them"),
    Later(34, "其他主体运营的交易平台", "no admission of platforms"),
    Lives(35, "交易时间、场地", ("BookVenue", "ReleaseVenue"), ("VenueBooked", "VenueReleased"),
          "/v1/venues/{venue}/bookings", _ROOMS,
          "given back by hand when an opening is postponed; no page shows a calendar"),
    Lives(36, "场所资源", ("CertifyVenue",), ("VenueCertified",), "/v1/venues", _ROOMS,
          "that a lot is judged in its room nothing checks"),
    Lives(37, "交易数据统计分析", ("IssueStatistics",), ("StatReportIssued",),
          "/v1/statistics/reports", _FIGURES,
          "lots, deals, sums and bidders; of disputes, deposits, experts and shares none yet"),
    Lives(38, "投诉处理机制", ("FileComplaint", "DecideComplaint"),
          ("ComplaintFiled", "ComplaintDecided"), "/v1/disputes/{case}",
          f"{_DISPUTES}test_scenario_a_from_the_objection_to_the_award",
          "tips and the hotline are later"),
    Later(39, "人员诚信自律", "no conduct of staff"),
    Lives(40, "电子化行政监督", ("AcknowledgeAlert", "CloseAlert"),
          ("AlertAcknowledged", "AlertClosed"), "/v1/alerts",
          f"{_HTTP}test_alerts.py::test_it_is_taken_up_explained_read_and_closed_and_stays",
          "the signals that are exact by facts of the log; those of graphs and texts are later. A"
          " new signal is code and comes with a release, and none is tried on history"),
)
CATEGORIES: tuple[Row, ...] = (
    Lives(41, "工程建设项目招标投标", ("AwardLot", "RecordDefault", "ConfirmNextCandidate"),
          ("AwardNoticeIssued", "WinnerDefaulted", "NextCandidateConfirmed"), _LOT,
          _NEXT,
          "expressways have no date of their own"),
    Lives(42, "政府采购", ("RegisterLot", "IssueDocuments"),
          ("LotDefined", "DocumentIssued"), _LOT,
          f"{_MATRIX}test_a_purchase_goes_by_the_order_of_its_method_and_no_other_is_registered",
          "intentions and acceptance are no facts; framework agreements have no order"),
    Lives(43, "土地使用权出让", *_BY_SESSION),
    Lives(44, "矿业权出让", *_BY_SESSION, "that a licence was registered is no fact"),
    Lives(45, "国有产权交易", *_BY_SESSION, "capital increase and lease have rows, no order"),
    Lives(46, "特种行业经营权", *_BY_SESSION, "that the right ends, and comes back, is no fact"),
    Lives(47, "排污权", ("CommitDraw", "AllotQuota"), ("DrawCommitted", "QuotaAllotted"),
          "/v1/lots/{lot}/draw",
          f"{_HTTP}test_tenders.py::"
          "test_or_to_whom_a_draw_says_whose_seed_was_there_before_anybody_applied",
          "that a right was delivered in its registry is no fact"),
    Lives(48, "林权", *_BY_SESSION,
          "that owners agreed, and a right stands in its register, are no facts"),
    Lives(49, "林业碳汇", ("ImportExternalTrade",), ("ExternalTradeImported",),
          "/v1/market-trades",
          f"{_MATRIX}test_a_trade_at_a_market_of_others_is_imported_once_and_everybody_reads_it"),
    Lives(50, "公共物品拍卖", *_BY_SESSION,
          "who chose the house is no fact; its commission is of its own book"),
    Lives(51, "其他公共资源进入统一平台", ("PublishRulePack", "RegisterLot"),
          ("RulePackPublished", "LotDefined"), _LOT,
          f"{_MATRIX}test_a_kind_of_trade_comes_by_data_alone", "no decision is asked for it"),
)
METHODS: tuple[Row, ...] = (
    Later(52, "交易全过程电子化", "stages do not say by which channel"),
    Later(53, "专家远程异地评标", "no seats, no check-in"),
    Lives(54, "信息公开共享", ("OpenBids",), ("BidOpened",), "/v1/lots/{lot}/opening-record",
          f"{_HTTP}test_tenders.py::"
          "test_where_no_row_makes_the_record_public_it_is_its_bidders_and_who_reads_the_bids",
          "of the record of an opening its rules say it; all other fields have no level yet"),
    Lives(55, "清理现有交易规则", ("PublishRulePack", "RepealRulePack"),
          ("RulePackPublished", "RuleRepealed"), "/v1/events",
          f"{_MATRIX}test_the_office_publishes_and_repeals_rules_and_lots_keep_theirs",
          "reviews, results of a clean-up and fair-competition reviews are later"),
    Later(56, "平台服务管理实施办法", "no service standard, no report of service levels"),
    Lives(57, "接受各职能部门的委托", ("GrantMandate", "RevokeMandate"),
          ("MandateGranted", "MandateRevoked"), "/v1/mandates",
          f"{_MATRIX}"
          "test_an_agency_acts_within_its_mandate_and_what_it_tries_beyond_is_recorded",
          "whom a registration names is charged without a letter; a lot of no procedure may be"
          " defined by the agency that it names"),
    Later(58, "进场组织开展交易活动", "no service orders"),
    Later(59, "不得强制指定中介服务", "how an agency was chosen is not told"),
    Later(60, "不得强制非公共资源交易项目", "no catalog, so no voluntary entry"),
    Lives(61, "不得排斥其他地区市场主体", ("IssueStatistics",), ("StatReportIssued",),
          "/v1/statistics", _FIGURES,
          "registration is free; no alert where a text keeps others out"),
    Stated(62, "机构编制、人事、资产",
           "administrative: the reference leaves it out of the ledger; what the committee decides"
           " of it is recorded as any decision (`RecordDecision`)"),
    Later(63, "社会力量参与", "no admission of platforms"),
    Later(64, "价格、收费", "fees are assessed one by one; no schedule in force"),
    Lives(65, "目标管理考核", ("SetTarget", "ReviewTarget"), ("TargetSet", "TargetReviewed"),
          "/v1/milestones", _REACHED, "rates by county are for the reader to add up"),
    Later(66, "议事协调机构", "no coordination issues"),
    Lives(67, "综合服务", ("OpenBids",), ("BidOpened",), "/v1/lots/{lot}/opening-record",
          f"{_HTTP}test_tenders.py::"
          "test_bids_are_opened_on_their_owners_wish_and_the_record_of_it_is_everybodys",
          "what is told to whom, routes and rules say; no page for the public or for bidders"),
    Lives(68, "成本节约", ("IssueStatistics",), ("StatReportIssued",), "/v1/statistics", _FIGURES),
    Later(69, "县（市、区）中心", "no knowledge base, no branch reports"),
    Later(70, "应急、延续", "deadlines can be postponed; an outage is no fact"),
    Lives(71, "咨询服务", ("AnswerConsultation",), ("ConsultationAnswered",), "/v1/consultations",
          f"{_MATRIX}test_an_answer_of_the_offices_shows_the_rules_that_were_in_force_on_its_day",
          "the answer's digest, not its text; no page"),
    Lives(72, "重大决策", ("RecordDecision",), ("DecisionRecorded",), "/v1/resolutions", _DECIDES,
          "who builds a system has its decision; rules that open a category have a document alone"),
    Lives(73, "监管和监察", ("BreakGlass",), ("BreakGlassRead",), "/v1/inspections",
          f"{_MATRIX}test_who_looks_under_a_seal_leaves_an_event",
          "what is read under a seal; no warrants: DISC reads the trail, veiled as everybody's"),
    Later(74, "强化专家责任追究", "no assessment of experts, no removal from the register"),
    Lives(75, "监管内容、方法、程序", ("EscalateAlert",), ("AlertEscalated",), "/v1/alerts",
          f"{_HTTP}test_alerts.py::test_it_is_taken_up_explained_read_and_closed_and_stays",
          "what is red is escalated by the clock too; transfers of cases are later"),
    Lives(76, "扁平式管理", ("SetTarget", "ReviewTarget"), ("TargetSet", "TargetReviewed"),
          "/v1/milestones", _REACHED, "the plan's seventeen items are not set by the platform"),
    Lives(77, "不得取代集中采购机构", ("AwardLot", "RecordEvaluation"),
          ("AwardNoticeIssued", "EvaluationReportReceived"), _LOT, _NEXT),
    Lives(78, "规则统一", ("PublishRulePack",), ("RulePackPublished",), "/v1/events",
          f"{_MATRIX}test_rules_are_published_by_the_citys_office_and_no_county_has_one",
          "no county adds rows that warn, either"),
)
# fmt: on
ROWS: tuple[Row, ...] = (*INSTITUTIONS, *SYSTEMS, *CATEGORIES, *METHODS)
HOW_MANY = 78
"""Rows of the reference's matrix."""
