"""The site for assistants, by the Model Context Protocol: a process of its own (bin/mcp), a client of /api/v1/.

given    what the environment says: where it listens, where the site is, who may ask
site     the client of the API, with its patience
answers  what the API says as tools and resources say it: with sources, dates, certainty, and what it does not know
tools    the tools and their arguments, which are looked at before the site is asked
refusals whatever is refused before the protocol has read it, in the protocol's own form
quiet    the log: the kind of what happened, and nothing that anybody has said
server   the process, on the official SDK (requirements-mcp.txt); no other module imports it

It knows no Django, no database and no secret, and nothing of the site imports it → docs/operators.md.
"""
