"""What bin/faults breaks, and what must not be lost by it. Each fault is a function that gets a running site of its own
and returns what was seen, in a line; it raises AssertionError where something was that may not be.

people     readers who read all the while, and an editor who publishes
files      the database's file, the disk, pictures, statics, the log, the clock
kills      kill -9 while editors send one thing after the other
processes  a worker that dies, descriptors, slow clients, load
servers    PostgreSQL away, frozen, and two machines that begin at once
"""
