"""The daily way, wired from a config: ingest, compose, build, deliver."""
