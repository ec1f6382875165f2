"""Sounds."""

import factory
from django.core.files.base import ContentFile

from centre.models import CentreMedia
from tests.factories.base import default_branch
from tests.samples.recordings import mp3


class SoundFactory(factory.django.DjangoModelFactory):
    """A sound of three seconds in the collection of ``branch``."""

    class Meta:
        model = CentreMedia

    class Params:
        branch = factory.LazyFunction(default_branch)

    title = factory.Sequence(lambda n: f"Voix {n}")
    type = "audio"
    collection = factory.SelfAttribute("branch.collection")
    file = factory.LazyFunction(lambda: ContentFile(mp3(), name="voix.mp3"))
