"""The trade: decisions over projects, procedures and their lots."""
