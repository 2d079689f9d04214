"""From a log to the staged table `contact`: what is read, what is refused, and why."""
