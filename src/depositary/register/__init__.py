"""The register: keeps reports and claims, and merges what they say into agreements."""
