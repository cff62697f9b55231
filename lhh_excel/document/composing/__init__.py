"""A document of any type of the decree: read from a text (`text.read_text`), written from Python (`document.Document`).

Both end in one `Document`, whose text takes its place in the template of its type and loses no word (`kept`).
"""
