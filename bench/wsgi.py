"""The site in production, with its pictures served as the front server does there."""

from django.conf import settings
from whitenoise import WhiteNoise

from centre.wsgi import application as site

application = WhiteNoise(site, root=settings.MEDIA_ROOT, prefix="media/", max_age=2_592_000)
