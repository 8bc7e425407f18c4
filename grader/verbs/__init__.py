"""Each module of this package has one function that notebooks call: simulate, explore, record or step."""
