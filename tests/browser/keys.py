"""A key that is heard: pressed when the page's scripts have run, as somebody does who sees it."""

from playwright.sync_api import Page


def press(page: Page, key: str) -> None:
    """Presses a key once the page shown is whole; after a form was sent that is another one."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)
