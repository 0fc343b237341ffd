"""Pure: reading Chinese text, pasted chats, urgency, mood, themes, wording."""
