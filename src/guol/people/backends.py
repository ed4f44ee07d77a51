"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class SmallArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB: a box with little memory hashes for several people at once.

    After the OWASP cheat sheet on password storage: 19 MiB, two passes, one lane.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
