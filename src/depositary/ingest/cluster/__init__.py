"""Map the reader over many files, with a pool of processes on one machine or with Spark on a cluster."""
