"""A document of a lot that is filed with the office (审查备案): a receipt, never a gate."""
