"""Development and demonstration: how it differs from base."""

from .base import *  # noqa: F403 - a settings module extends the one before it
from .base import VAR_DIR, address, env

DEBUG = env.bool("DEBUG", default=True)
# Known to everyone; `serve` makes another one when it opens the site to the network.
SECRET_KEY = env.str("SECRET_KEY", default="django-insecure-demonstration")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# The worker and the site are two processes: what one writes the other must see.
CACHES = {
    "default": env.cache_url_config(address("CACHE_URL", f"filecache://{VAR_DIR / 'cache'}")),
}
DEMO_ALLOWED = True
AUTH_PASSWORD_VALIDATORS = []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
