"""What an uninstall takes away, decided from a described machine: what setup brought, and nothing of the clerk's."""

from __future__ import annotations

from .environment import Environment, State
from .layout import Layout
from .steps import DESCRIPTION, Do, Level, Plan, Remark, Step


def decide_removal(environment: Environment, layout: Layout | None, state: State, *, log: str) -> Plan:
    """Everything that setup brought, and nothing that is the clerk's: workbooks, documents, backups stay."""
    e = environment
    found: list[Step | Remark] = []
    if layout is None:
        return Plan.of([Remark(Level.NOTE, "nothing_installed")])
    ours = [location for location in e.locations if location.description == DESCRIPTION]
    found += [Step(Do.UNTRUST, location.key, {"Path": location.path}) for location in ours]
    if state.addin is not None and state.addin.exists and e.record is not None:
        found.append(Step(Do.REMOVE_ADDIN, layout.addin))
    if state.applescript and e.record is not None:
        found.append(Step(Do.REMOVE_RUNPYTHON, layout.python))
    if state.private is not None or state.temp or e.record is not None:
        found.append(Step(Do.REMOVE_PROGRAM, layout.root))
        if e.excel is not None and e.excel.running:
            found.append(Remark(Level.STOP, "close_excel"))
    found += [Step(Do.CLEAR, path) for path in state.left]
    if log:
        found.append(Step(Do.REMOVE_LOG, log))
    kept = [file.path for file in state.workbooks if file.exists]
    found += [Remark(Level.NOTE, "kept", {"file": path}) for path in kept]
    if not any(isinstance(item, Step) for item in found):
        found.append(Remark(Level.NOTE, "nothing_installed"))
    return Plan.of(found)
