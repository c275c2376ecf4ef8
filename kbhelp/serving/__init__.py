"""The site for granian by its RSGI protocol: what is in memory is answered at once, everything else by a few threads.

Nothing that a client does slowly holds a thread: a body is read before one takes the request, and what goes out is
sent by the server. Slow are only the database and the rendering, for which the threads are there.

    server    one request: from memory, or by a thread
    requests  the WSGI environ of it
    bodies    what the client sends, whole and in time
    replies   what Django answers: whole, as a file, or part by part
"""

from kbhelp.serving.server import Server

__all__ = ["Server"]
