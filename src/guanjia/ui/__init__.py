"""Base templates, components, tokens, menu and the front-end bundle. No models."""
