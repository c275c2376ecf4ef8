"""bin/mcp: the process, or in one line what it lacks."""


def main():
    try:
        from kbhelp.mcp import server  # noqa: PLC0415 (only here it is known what to do where the SDK is not there)
    except ImportError as error:
        raise SystemExit(f"{error}: bin/venv requirements-mcp.txt") from None
    server.main()


if __name__ == "__main__":
    main()
