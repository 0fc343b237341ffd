"""Parcels, temporary storage, lost and found, keys, tools and umbrellas, gate passes: the counter's side of custody."""
