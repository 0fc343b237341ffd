"""PDF documents with Chinese fonts. No models."""
