"""Vietnamese as it is typed: old encodings, keys that never became letters, where the tone mark stands.

Pure helpers over strings; the workbook's checks and the document's share them.
"""
