"""From counts to figures: whole numbers first, shares last, nothing shown of too few."""
