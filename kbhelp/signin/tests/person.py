"""Somebody with a browser, who goes between the desk (a test client) and the provider (a real one)."""

import re
from html import unescape
from urllib.parse import urlsplit

import requests
from django.test import Client

START, BACK, MINE = "/admin/login/provider/", "/admin/login/provider/back/", "/admin/provider/"
PASSWORD = "아주 긴 비밀번호 하나"


class Person:
    def __init__(self, who="kim"):
        self.who, self.desk, self.outside = who, Client(), requests.Session()

    def sign_in_by_password(self, name: str):
        self.desk.post("/admin/login/", {"username": name, "password": PASSWORD})
        self.desk.get("/admin/")
        return self

    def address_of(self, page) -> str:
        """Where the page at which one leaves leads."""
        assert page.status_code == 200, page.content.decode()
        return unescape(re.search(r'class="verb verb--main" href="([^"]+)"', page.content.decode())[1])

    def at_the_provider(self, address: str) -> str:
        """Says there who they are; returns the address that the provider sends the browser back to."""
        answer = self.outside.get(address, allow_redirects=False)
        if "/come-in/" in answer.headers.get("Location", ""):
            there = requests.compat.urljoin(address, answer.headers["Location"])
            answer = self.outside.post(there, {"who": self.who}, allow_redirects=False)
            there = requests.compat.urljoin(address, answer.headers["Location"])
            answer = self.outside.get(there, allow_redirects=False)
        sent = urlsplit(answer.headers["Location"])
        return f"{sent.path}?{sent.query}"

    def way_back(self, next_url="") -> str:
        return self.at_the_provider(self.address_of(self.desk.post(START, {"next": next_url})))

    def sign_in(self, next_url=""):
        return self.desk.get(self.way_back(next_url))

    def connect(self):
        address = self.address_of(self.desk.post(MINE, {"act": "connect"}))
        return self.desk.get(self.at_the_provider(address))

    def is_in(self) -> bool:
        return self.desk.get("/admin/").status_code == 200
