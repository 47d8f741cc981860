"""What `make bench` runs: every module named `bench_*`, each in a process of its own."""
