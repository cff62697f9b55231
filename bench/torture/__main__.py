"""The call: how many of each, for how long, and where the results go."""

from __future__ import annotations

import argparse
import collections
import os
import re
import sys
import tempfile
import time
from pathlib import Path

from . import bases, mutations, odd_forms, odd_values, pool
from .pool import Item
from .results import Tally, write_page

FULL = {
    "workbooks": 5100,
    "odd values": 240,
    "odd forms": 40,
    "forms": 900,
    "documents": 1300,
    "templates": 900,
    "texts": 400,
}
SMALL = {"workbooks": 6, "odd values": 2, "odd forms": 0, "forms": 4, "documents": 6, "templates": 6, "texts": 4}
#: What has no file to mutate.
WHOLE = {"odd values", "odd forms", "crash", "issuers", "lives"}


def kinds(folder: Path, *, office: bool = True) -> list[mutations.Kind]:
    """Every sort of file, from bases made in `folder`."""
    masters = bases.masters(folder, office=office)
    form = bases.returned_form(folder, masters["XlsxWriter"])
    text = (bases.ROOT / "tests" / "data" / "chuong-trinh-70.txt").read_bytes()
    small = masters["XlsxWriter"]
    return [
        mutations.workbooks(masters, form, text),
        mutations.forms(small, form),
        mutations.documents(bases.documents() | bases.templates()),
        mutations.templates(bases.templates(), small, text),
        mutations.texts(text, small),
    ]


def mutate(
    kind: mutations.Kind, count: int, *, seed: int, processes: int, folder: Path, until: float, keep: Path | None = None
) -> Tally:
    """The files of one kind through their commands."""
    tally = Tally(kind.name)
    for item in pool.run(mutations.job(kind, seed), folder / kind.name, count, processes, until):
        tally.add(item)
        if tally.items % 250 == 0:
            print(f"{kind.name}: {tally.items} of {count}, faults: {sum(tally.faults.values())}", file=sys.stderr)
        if item.faults and keep is not None:
            _keep(keep, kind, item)
    return tally


def _keep(keep: Path, kind: mutations.Kind, item: Item) -> None:
    keep.mkdir(parents=True, exist_ok=True)
    (keep / f"{kind.name}-{item.number}.bin").write_bytes(item.data)
    lines = "\n".join([item.what, *item.faults])
    (keep / f"{kind.name}-{item.number}.txt").write_text(lines + "\n", encoding="utf-8")


def main() -> int:
    """0 where nothing happened that may not happen."""
    parser = argparse.ArgumentParser(prog="bench.torture")
    parser.add_argument("--small", action="store_true", help="a few of each, in seconds")
    parser.add_argument("--only", help="kinds, split by commas: " + ", ".join([*FULL, "crash", "issuers", "lives"]))
    parser.add_argument("--calls", default="", help="only the commands whose name begins so")
    parser.add_argument("--count", type=int, help="so many of each kind")
    parser.add_argument("--seed", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=90.0, help="stop the mutations after that")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="a folder for the files that found a fault")
    parser.add_argument("--write", action="store_true", help="put the results into docs/figures.md")
    call = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        os.environ["LHH_CACHE"] = str(Path(name) / "cache")
        tallies = _all(call, Path(name), started)
    for tally in tallies:
        print("\n".join(tally.lines()))
    if call.write:
        write_page(tallies, time.monotonic() - started, re.sub(r"\s+", " ", _told(call)))
    return int(any(tally.faults for tally in tallies))


def _all(call: argparse.Namespace, folder: Path, started: float) -> list[Tally]:
    from . import crash, issuers, life

    wanted = set(call.only.split(",")) if call.only else {*FULL, "crash", "issuers", "lives"}
    counts = collections.Counter(SMALL if call.small else FULL)
    tallies = []
    for kind in kinds(folder / "bases", office=not call.small) if wanted - WHOLE else ():
        if kind.name in wanted:
            until = started + call.minutes * 60
            count = call.count or counts[kind.name]
            chosen = kind.only(call.calls)
            made = mutate(
                chosen, count, seed=call.seed, processes=call.processes, folder=folder, until=until, keep=call.keep
            )
            tallies.append(made)
    if "odd values" in wanted:
        tallies.append(Tally("odd values"))
        count, until = call.count or counts["odd values"], started + call.minutes * 60
        for item in pool.run(odd_values.job(call.seed), folder / "odd", count, call.processes, until):
            tallies[-1].add(item)
    if "odd forms" in wanted and (rounds := call.count or counts["odd forms"]):
        tallies.append(Tally("odd forms"))
        odd_forms.tally(tallies[-1], folder / "odd-forms", rounds, until=started + call.minutes * 60, seed=call.seed)
    if "crash" in wanted:
        tallies += crash.all_ways(folder / "crash", call.count or (10 if call.small else 500), seed=call.seed)
    if "issuers" in wanted:
        tallies.append(issuers.at_once(folder / "issuers", call.count or (4 if call.small else 50)))
    if "lives" in wanted:
        tallies.append(life.lives(call.count or (2 if call.small else 200), 10 if call.small else 50))
    return tallies


def _told(call: argparse.Namespace) -> str:
    words = [
        "python -m bench.torture",
        *(["--small"] if call.small else []),
        *(["--only", call.only] if call.only else []),
    ]
    words += [f"--calls '{call.calls}'"] if call.calls else []
    words += [f"--count {call.count}"] if call.count else []
    return " ".join([*words, f"--seed {call.seed} --processes {call.processes}"])


if __name__ == "__main__":
    raise SystemExit(main())
