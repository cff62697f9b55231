"""Findings into the sheet `Kiểm tra`, each with a link to its cell, and a line in `Nhật ký`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..files import backup_path
from ..workbook.journal import checked
from ..workbook.patch_cells import Link

if TYPE_CHECKING:
    from ..checking.finding import Finding
    from ..workbook.master import Master


def finding_record(finding: Finding) -> dict[str, object]:
    """One row of tblKiemTra by column key."""
    sheet = finding.sheet.replace("'", "''")
    cell = Link(finding.cell, f"'{sheet}'!{finding.cell}") if finding.cell else None
    return {
        "severity": finding.severity.label,
        "code": finding.code,
        "sheet": finding.sheet,
        "cell": cell,
        "column": finding.column,
        "record": finding.record,
        "value": finding.value,
        "message": finding.message,
        "fix": finding.fix,
        "source": finding.source,
    }


def write_findings(master: Master, findings: list[Finding]) -> Path:
    """Replace the rows of tblKiemTra, tell `Nhật ký`; the backup's path. Raises what the master's patch raises."""
    patch = master.patch()
    patch.replace_all("findings", [finding_record(finding) for finding in findings])
    patch.append("journal", [checked(len(findings))])
    return backup_path(patch.save())
