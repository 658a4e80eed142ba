"""Names and account numbers of others, as who keeps the money may see them."""


def tail(account: str | None) -> str:
    """The last four signs of an account's number."""
    return (account or "")[-4:]


def masked(name: str | None) -> str:
    """A name as it may be shown to who keeps the money: of a private person, the first sign."""
    said = "".join((name or "").split())
    private = 2 <= len(said) <= 4 and all("一" <= sign <= "鿿" for sign in said)
    return f"{said[0]}{'*' * (len(said) - 1)}" if private else (name or "").strip()
