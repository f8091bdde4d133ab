"""How the desk writes dates, where Django would write them as in the United States."""
