"""Published problems with known best answers: some of PSPLIB j30, and OR-Library mknap1.

All of those in tests/data/scheduling: `python benchmarks/bench_plan.py published`.
"""

import pytest
from published import EACH, knapsacks, makespans, project

from ecaremap.plan.optimise.search import Search, find

QUICK = ("j301_1.sm", "j303_1.sm", "j304_1.sm", "j308_1.sm", "j3012_1.sm", "j3036_1.sm")
"""Proven within a few seconds."""


@pytest.mark.parametrize(("number", "case"), list(enumerate(knapsacks(), 1)))
def test_knapsacks_are_packed_best(number: int, case: tuple) -> None:
    instance, optimum = case
    found = find(instance, Search(solver="cp-sat", steps=300))
    assert found is not None
    assert found.value == pytest.approx(optimum), number
    assert found.proven


@pytest.mark.parametrize("name", QUICK)
def test_projects_end_as_soon_as_they_can(name: str) -> None:
    instance = project(name)
    found = find(instance, Search(solver="cp-sat", steps=300))
    assert found is not None
    assert instance.size * EACH - found.value == makespans()[name]
    assert found.proven


@pytest.mark.parametrize("name", ["j303_1.sm", "j304_1.sm", "j308_1.sm", "j3012_1.sm"])
def test_easier_projects_need_no_solver(name: str) -> None:
    instance = project(name)
    found = find(instance, Search())
    assert found is not None
    assert instance.size * EACH - found.value == makespans()[name]
