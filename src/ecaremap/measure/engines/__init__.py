"""Engines that run the one text of `definitions`: each has one door."""
