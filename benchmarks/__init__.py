"""What a check costs, as ratios within one run: beside the peers, and beside what it can't cost less than."""
