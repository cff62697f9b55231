"""What setup tells: each remark with its remedy, each step as it is planned and as it was done."""

from __future__ import annotations

from ..messages import setup as words
from .plan import Level, Plan, Remark, Step


def for_person(plan: Plan) -> list[Remark]:
    """What a person must do, or what stops everything."""
    return [remark for remark in plan.remarks if remark.level in (Level.DO, Level.STOP)]


def what(remark: Remark) -> str:
    return words.REMARKS[remark.key].what.format(**remark.details)


def remedy(remark: Remark) -> str:
    return words.REMARKS[remark.key].remedy.format(**remark.details)


def step_text(step: Step, *, done: bool) -> str:
    """The step as a sentence: what was done, or is to be done."""
    text = words.STEPS[step.do.value]
    keys = ", ".join(step.values)
    return (text.done if done else text.pending).format(target=step.target, path=step.values.get("Path", ""), keys=keys)


def step_json(step: Step, *, done: bool) -> dict[str, str]:
    return {"step": step.do.value, "target": step.target, "message": step_text(step, done=done)}
