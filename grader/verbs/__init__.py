"""What a notebook asks for: simulate, explore, record and step, each one module."""
