"""Tellings → Claims: which statements of many pages say the same thing, which are copies, and whose word they are."""
