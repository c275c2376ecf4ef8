"""All that a site is, in a folder that brings it back: made while it serves, put into an empty place, looked at.

database  the one file that holds the database, SQLite's or PostgreSQL's
folders   a backup as a folder with checksums, and the folder that holds the last of them
verdict   what does not fit together on a running site
"""
