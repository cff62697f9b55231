"""Excel in, official Word report out: the tool of a Liên hiệp Hội's office."""

__version__ = "0.1.0"
