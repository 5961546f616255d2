"""What comes from files and goes to files, read into the words of the domain."""
