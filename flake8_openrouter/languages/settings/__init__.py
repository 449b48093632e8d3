"""Files that hold settings: names and values in five formats, and what of them concerns OpenRouter."""
