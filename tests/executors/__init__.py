"""Where heavy steps are worked."""
