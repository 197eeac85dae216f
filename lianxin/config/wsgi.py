"""The door for the web server."""

import os

from django.core.wsgi import get_wsgi_application

from lianxin.kit.whole import whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
application = whole(get_wsgi_application())
