"""What layouts say."""
