"""How fast the site is: a made-up site of any size, and what readers and editors wait for on it (bin/bench)."""
