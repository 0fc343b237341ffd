"""Pure rules of the seal: trees of hashes and the bytes that are hashed."""
