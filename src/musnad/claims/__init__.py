"""Tellings of many pages → claims: which say the same thing, and how many independent sources stand behind each."""
