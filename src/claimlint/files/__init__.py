"""What touches the disk: finding the files that were asked for and reading their bytes."""
