"""Things kept for somebody: item, holder, out, due, in, signatures."""
