"""Persons, agencies and areas, posts and delegations; accounts and how one signs in."""
