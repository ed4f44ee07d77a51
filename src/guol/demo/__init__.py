"""The demonstration: a district of invented people, its clock, mailbox and accounts."""
