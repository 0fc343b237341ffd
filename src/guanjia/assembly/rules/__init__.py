"""Pure rules of assemblies: states, votes and their results, presence, the sealed record and its check."""
