"""Measuring: contact logs in, counts out. Every figure is formed from these counts, later and exactly."""
