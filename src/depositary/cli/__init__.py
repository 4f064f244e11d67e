"""The command line. Each command is one module that only calls the packages below."""
