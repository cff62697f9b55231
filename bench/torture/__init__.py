"""Torture: mutated files through every command, processes killed while they write, fifty issuers at once.

    python -m bench.torture            the whole of it, results into docs/figures.md with --write
    python -m bench.torture --small    the same in seconds

Seeds are fixed: the same call makes the same files. Source: docs/security.md, docs/figures.md.
"""
