"""From evidence to insight: claims against measurements, targets against actuals, what leaks cost."""
