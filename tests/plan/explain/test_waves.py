"""Which wave an item belongs to."""

from ecaremap.model.request import Request
from ecaremap.plan.explain.waves import waves
from ecaremap.plan.problem import Adoption, Fewer, Item, Need, Pull, Push, Retire

CURVE = Adoption(0.3, 0.6, 0.8, 0.02, 0.3, 4.0)


def request(**facts: str) -> Request:
    return Request.model_validate({"name": "A request", **facts})


def build(name: str, degree: str, request: str = "calm", *needs: str) -> Item:
    return Item(name, "build", 2, effect=CURVE, request=request, degree=degree, needs=tuple(Need((n,)) for n in needs))


REQUESTS = {
    "calm": request(job="confirm", emotion="low", cross_sell="none"),
    "selling": request(job="confirm", emotion="low", cross_sell="high"),
    "angry": request(job="confirm", emotion="high", cross_sell="none"),
    "tangled": request(job="work-around", emotion="low"),
}


def test_degrees_give_the_wave() -> None:
    items = [build(degree, degree) for degree in ("show", "proactive", "self-serve", "initiate", "assisted")]
    assert waves(items, REQUESTS) == {"show": 1, "proactive": 1, "self-serve": 2, "initiate": 2, "assisted": 3}


def test_showing_waits_where_feelings_or_sales_are_high() -> None:
    items = [build("a", "show", "selling"), build("b", "show", "angry"), build("c", "show")]
    assert waves(items, REQUESTS) == {"a": 2, "b": 2, "c": 1}


def test_guided_troubleshooting_comes_with_the_third_wave() -> None:
    assert waves([build("a", "self-serve", "tangled")], REQUESTS) == {"a": 3}


def test_foundations_belong_to_the_first_wave_that_stands_on_them() -> None:
    items = [
        Item("deep", "enabler", 2),
        Item("shallow", "enabler", 2, needs=(Need(("deep",)),)),
        Item("unused", "enabler", 2),
        build("late", "assisted", "calm", "shallow"),
        build("early", "self-serve", "calm", "shallow"),
    ]
    assert waves(items, REQUESTS) == {"deep": 2, "shallow": 2, "unused": 0, "late": 3, "early": 2}


def test_causes_go_first_and_pushes_last() -> None:
    items = [
        Item("fix", "fix", 1, effect=Fewer(0.1), request="calm"),
        build("late", "assisted"),
        Item("tell", "pull", 0, effect=Pull(("late",), 0.5, 2.0)),
        Item("close", "push", 0, effect=Push("late", 0.8, 2)),
        Item("end", "retirement", 1, effect=Retire(100.0)),
    ]
    assert waves(items, REQUESTS) == {"fix": 0, "late": 3, "tell": 3, "close": 4, "end": 4}
