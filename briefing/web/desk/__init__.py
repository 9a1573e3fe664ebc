"""The private pages: an editor's desk in the browser, behind a login."""
