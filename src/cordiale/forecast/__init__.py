"""What may come, as distributions beside their baselines: counts of acts, who does what to whom, announced things."""
