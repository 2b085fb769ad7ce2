"""Readings → other programs: ``jsonl csv xlsx parquet jsonld ftm``, a module each; ``forms.py`` knows them by name.

Every form takes readings in the contract's form, one at a time, and keeps none.
"""
