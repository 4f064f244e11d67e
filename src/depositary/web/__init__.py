"""Pages and HTTP interface over the register."""
