"""Applications for prequalification (资格预审申请): each of one party for one lot, sealed."""
