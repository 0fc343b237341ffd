"""What holds of a shift: when it may be signed over, and what a log keeps."""
