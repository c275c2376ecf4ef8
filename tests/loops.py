"""Asynchronous code in a test."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def finished(coroutine):
    """What it returns. In a thread of its own: Playwright leaves a running loop in the one of the browser tests."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
