"""What a page may load and reach. It stands in the page itself, see ADR-0015."""

# What only a header can say (who may frame a page) stays one.
POLICY = (
    "default-src 'none';style-src 'self';img-src 'self' data:;script-src 'self';"
    "connect-src 'self';manifest-src 'self';worker-src 'self';form-action 'self';"
    "base-uri 'none'"
)
WITHIN = 400  # bytes from the beginning of a page, before anything that varies
