"""The WSGI entry that any server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rumo.config.settings")
application = get_wsgi_application()
gc.collect()
gc.freeze()  # what is loaded stays as long as the process: the collector need not look at it again at every page
