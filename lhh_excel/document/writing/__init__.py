"""Text becomes WordprocessingML: the source of templates, styles and markup by the law, layout, a PDF at the end."""
