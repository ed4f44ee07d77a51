"""What the Makefile calls where a line of shell would not do."""
