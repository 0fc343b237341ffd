"""Pages: turn a request into arguments, call one action or query, render."""
