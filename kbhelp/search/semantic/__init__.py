"""A second opinion on doubtful questions, by a sentence encoder in a process of its own (KBHELP_SEMANTIC).

wire     what is said over its socket, for both sides
server   the process: texts in, vectors out; it knows no Django, no database and no secret
asking   the side of the site, with its patience
making   vectors of what the index holds, made in the background and kept beside it
"""
