"""Vietnamese as it is typed: old encodings, keys that never became letters, tone marks, diacritics, Roman numerals.

Pure helpers over strings; the workbook's checks and the document's share them.
"""
