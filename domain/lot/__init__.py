"""What is traded: 标段, 宗地, 标的. Who bids is no fact of this stream before the opening."""
