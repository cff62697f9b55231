"""Opens a .docx safely (`docx`) and tells how it really looks (`model`); `ending.recognise` finds its parts."""
