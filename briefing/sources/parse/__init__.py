"""Bytes -> stories."""
