"""Who of power meddled in a trade (干预插手登记, 条例 80): sealed to who watches over all."""
