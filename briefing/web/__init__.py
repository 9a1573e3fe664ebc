"""Pages in the browser: the preview of an edition; later the desk and the site."""
