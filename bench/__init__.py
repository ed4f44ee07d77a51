"""The figures we publish, each by a script that anyone can run."""
