"""How the work on many files runs: in several processes, each file within its bounds."""
