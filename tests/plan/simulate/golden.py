"""The planner brief's golden example as a problem."""

from ecaremap.plan.problem import Adoption, Demand, Item, Need, Problem, Pull, Push, Touchpoint

WEB = Adoption(
    ceiling=0.40, with_push=0.65, innovation=0.08, imitation=0.40, completion_at_launch=0.60, completion=0.85,
    learning=3, sale_kept=0.25,
)  # fmt: skip
APP = Adoption(
    ceiling=0.45, innovation=0.05, imitation=0.45, completion_at_launch=0.55, completion=0.80, learning=4, sale_kept=0.5
)
COMMON = {
    "handling_cost": 6.0,
    "cashable_share": 0.9,
    "churn_leaked": 0.0005,
    "churn_pushed": 0.001,
    "customer_value": 300.0,
}
BILL_COPY = Demand(
    "bill-copy", 10_000, (("phone", 0.9), ("web", 0.1)), cap=0.85, sale_margin=0.2, induced_needs=0.05,
    double_handling=0.2, **COMMON,
)  # fmt: skip
ADDRESS = Demand(
    "address-change", 4_000, (("phone", 0.95), ("web", 0.05)), growth=0.06, cap=0.80, sale_margin=0.5,
    double_handling=0.3, **COMMON,
)  # fmt: skip
CANCEL = Demand("cancel", 1_500, (("phone", 1.0),), cap=0.0, sale_margin=8.0, double_handling=0.5, **COMMON)

PUSH = Item(
    "push", "push", 0, run=1_000, needs=(Need(("bill-copy-web",)),),
    effect=Push("bill-copy-web", coverage=0.8, ramp=2, completion=0.80),
)  # fmt: skip
BUILD = Item("bill-copy-web", "build", 2, 24_000, 800, effect=WEB, request="bill-copy", touchpoint="web")
ITEMS = (
    Item("auth", "enabler", 2, 30_000, 500, touchpoint="app"),
    BUILD,
    Item("address-app", "build", 3, 45_000, 700, needs=(Need(("auth",)),), effect=APP, request="address-change",
         touchpoint="app"),
    Item("pull", "pull", 0, run=1_500, effect=Pull(("bill-copy-web",), 0.6, 2.0, 3)),
    PUSH,
)  # fmt: skip
PROBLEM = Problem(
    starts="2027-01", months=12, discount_rate=0.10, currency="EUR",
    touchpoints=(Touchpoint("phone", "traditional"), Touchpoint("web", "digital", 0.40), Touchpoint("app", "digital", 0.30)),
    demands=(BILL_COPY, ADDRESS, CANCEL), items=ITEMS,
)  # fmt: skip
SCHEDULE = {"auth": 1, "bill-copy-web": 1, "address-app": 3, "pull": 4, "push": 9}
