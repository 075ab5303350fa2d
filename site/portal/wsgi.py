"""WSGI entry point: `gunicorn --pythonpath .,site portal.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from .utf8_request import Utf8Request

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()
application.request_class = Utf8Request
