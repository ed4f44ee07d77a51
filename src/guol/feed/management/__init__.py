"""Commands of the log for the technician."""
