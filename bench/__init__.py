"""What `make bench` runs: a desk as large as wanted, and how long it takes to answer for it."""

# What a database's name must end with before anything here writes to it or drops it.
MARK = "_bench"
