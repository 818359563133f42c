"""What happens when things go wrong: processes killed, disks full, files damaged, pages hostile. Not part of the package."""
