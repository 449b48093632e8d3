"""What each rule claims about the wire, executed: the real clients against a strict double of OpenRouter."""
