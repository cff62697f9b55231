"""What only opening costs: python-docx reads a Word document and counts its paragraphs."""

import sys

import docx

print(len(docx.Document(sys.argv[1]).paragraphs))
