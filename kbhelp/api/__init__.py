"""/api/v1/: what readers see, for programs. GET alone, JSON, no cookie, the same answer for everybody → docs/api.md.

middleware  around every answer below /api/: CORS, and errors in one form
problems    that form
answers     what a view gives, as JSON with an ETag
asked       what a query may say; whatever else it says is refused by name
cursors     where a list goes on
limits      how often one address may ask for what must be made
described   the OpenAPI document, written in openapi.yaml and by the apps that answer further questions
"""
