"""The shell around every page: frame, components, style, assets, what odd input gets."""
