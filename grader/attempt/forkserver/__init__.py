"""What runs in the fork server: one thread that forks a child for each attempt and watches them."""
