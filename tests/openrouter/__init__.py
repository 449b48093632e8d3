"""A strict double of OpenRouter, and of whom its key is sent to by mistake; and what runs programs against it.

It behaves as the evidence says, on the loopback, over TLS. What the evidence does not cover it answers with 501, so
that no test rests on a guess.
"""
