"""An app with two kinds of documents, made by “How to add a kind” of docs/architecture.md and nothing else.

`checks.py` are its tests. They run in a process of their own (tests/test_new_kind.py), so that no other test meets
kinds that the site does not have.
"""
