"""Pages in the browser: the preview of an edition, and the pages for readers."""
