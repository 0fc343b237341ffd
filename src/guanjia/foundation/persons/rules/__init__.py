"""Pure: pinyin, phone numbers, masks, ciphers, who is the same person."""
