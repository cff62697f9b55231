"""Hand edits are kept: a report made again over the file that somebody edited in Word.

A document carries what was generated (`generated`), paragraph by paragraph; an edited file is read as it reads now
(`edited`), the two are paired (`pairing`), and what is generated otherwise than before is written into the edited file
(`merging`, with `words` inside a paragraph and `carrier` for tables and whatever is put in). Bytes in, bytes and an
outcome out; nothing here knows a workbook.
"""
