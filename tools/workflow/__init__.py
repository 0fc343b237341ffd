"""The commands of ./run. Standard library only, since they run before anything is installed."""
