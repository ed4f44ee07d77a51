"""One-stop rules: pure functions of values, each with its source."""
