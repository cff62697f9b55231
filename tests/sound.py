"""Whether a file is what its format wants: openxml-audit, which looks at the same part only once a process."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path
from typing import Any

import openxml_audit.context
from openxml_audit import OpenXmlValidator, ValidationError, ValidationSeverity

#: What the schema says of a part, by the part's bytes: most parts of two workbooks are the same.
_TOLD: dict[bytes, list[ValidationError]] = {}


class _Stack(openxml_audit.context.ValidationStack):
    """Elements on the way down; where one stands among its like is counted when an error is told of it, not before."""

    def push(self, element: Any, name: str) -> None:
        self._stack.append(openxml_audit.context.ElementInfo(element, name, len(self._stack)))

    @property
    def current_path(self) -> str:
        position = openxml_audit.context._sibling_position
        return "".join(f"/{info.path}[{position(info.element)}]" for info in self._stack)


openxml_audit.context.ValidationStack = _Stack  # type: ignore[misc]


def errors(path: Path) -> list[ValidationError]:
    """Whatever openxml-audit finds in the file; nothing is left out however much it is."""
    validator = OpenXmlValidator(max_errors=0)
    schema: Any = validator._schema_validator
    look = schema.validate_part

    def once(part: Any, context: Any) -> list[ValidationError]:
        """Of each part the schema is asked alone: nothing but its bytes can change the answer."""
        key = hashlib.sha256(part.raw_content or b"").digest()
        if key not in _TOLD:
            before = len(context.errors)
            look(part, context)
            _TOLD[key] = context.errors[before:]
        else:
            context.errors += [dataclasses.replace(error, part_uri=part.uri) for error in _TOLD[key]]
        return context.errors  # type: ignore[no-any-return]

    schema.validate_part = once
    return list(validator.validate(path).errors)


def audit(path: Path) -> set[str]:
    """What the file breaks of the format's rules (not what Excel would merely write in another form)."""
    return {f"{e.part_uri}: {e.description}" for e in errors(path) if e.severity is ValidationSeverity.ERROR}
