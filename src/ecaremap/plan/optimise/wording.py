"""What a plan breaks, in words."""

from ecaremap.plan.optimise.checking import Held


def in_words(item: str, held: Held) -> str:
    """One hindrance as a phrase."""
    months = f"month {held.first}" if held.first == held.last else f"months {held.first} to {held.last}"
    waits = f" (not before month {held.first})" if held.first else ", which is not on the plan"
    phrases = {
        "fixed": f"{item} has to start in month {held.first}",
        "earliest": f"{item} cannot start before month {held.first}",
        "horizon": f"{item} does not go live within the {held.first} months of the plan",
        "freeze": f"{item} goes live in {months}, which is frozen",
        "predecessor": f"{item} needs {held.id or 'something that is not among the candidates'} first{waits}",
        "gate": f"{item} waits until {held.id or 'its build'} has proved itself{waits}",
        "mode": f"{item} and {held.id} exclude each other",
        "team": f"{item} asks for more people of team {held.id} than are free in {months}",
        "launches": f"{item} is one launch too many in {months}",
        "opening": f"{item} opens too soon before or after another opening ({months})",
        "budget": f"{item} exceeds the budget of quarter {held.id}",
        "required": f"{item} is required",
        "target": f"{item} is missed",
    }
    return phrases[held.word]
