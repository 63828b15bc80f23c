"""What every Python test may ask for: a demo shop that serves, a client of its API, a browser at its pages."""

pytest_plugins = ["support.server_fixtures", "support.pricing_fixtures", "support.browser_fixtures", "support.provider_fixtures"]
