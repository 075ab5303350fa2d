"""Tests of the shapes of the API and of their description."""

API = "/api/v2"
