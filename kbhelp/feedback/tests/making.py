from django.urls import reverse

OURS = "http://testserver"
PHONE = "Mozilla/5.0 (Linux; Android 15; SM-S938N) AppleWebKit/537.36 Chrome/150.0.0.0 Mobile Safari/537.36"


def send(client, edition, answer="yes", *, address="203.0.113.7", agent=PHONE, headers=None, **data):
    """One vote as the form of a page sends it."""
    number = getattr(edition, "pk", edition)
    return client.post(
        reverse("vote"),
        {"edition": number, "answer": answer} | data,
        headers={"Origin": OURS, "User-Agent": agent} | (headers or {}),
        REMOTE_ADDR=address,
    )
