"""The words of the domain: frozen, typed values without input or output."""
