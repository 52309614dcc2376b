"""What a candidate's program imports instead of multiprocessing while its interleavings are explored."""
