"""What duties bring to every rehearsal: the clock process, those who do what is owed, and what must hold at the end."""
