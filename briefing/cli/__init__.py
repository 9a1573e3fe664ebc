"""The command line: one verb, one call. stdout is data, stderr is talk."""
