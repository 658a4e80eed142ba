"""A session: what is offered, by anonymous numbers; who stands behind them is sealed."""
