"""Where the strategy falls short: gaps with owner, next step and money; what works; which figure would tell most."""
