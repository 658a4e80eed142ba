"""The demonstration: a month of real statements, then one lot's deposits through a bank."""
