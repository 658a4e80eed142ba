"""Reports of figures of trade (交易数据统计): of which months, as of which position."""
