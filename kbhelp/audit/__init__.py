"""Who did what to which record, when and in which session: one record for the desk's history, the operator and a court.

acts     a row for each act; nothing changes or deletes one
seals    batches of acts under a chain of digests: what was sealed cannot change without being noticed
"""
