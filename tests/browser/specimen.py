"""The desk's pages with sample data (REFERENCE 3, 8 and E16): for tests and pictures alone."""

from tests.browser.specimen_close import CLOSE, RECEIPT
from tests.browser.specimen_refunds import BATCHES, DUES
from tests.browser.specimen_today import TODAY, TODAY_DONE

PAGES = {
    "today": (TODAY, "TODAY"),
    "today-done": (TODAY_DONE, "TODAY"),
    "dues": (DUES, "DUES"),
    "batches": (BATCHES, "BATCHES"),
    "close": (CLOSE, "CLOSE"),
    "receipt": (RECEIPT, "RECEIPT"),
}
"""Name of the specimen, its record, and the kind of page that draws it."""
