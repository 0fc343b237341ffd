"""Generated histories that benchmarks are judged on; nothing here imports the product."""
