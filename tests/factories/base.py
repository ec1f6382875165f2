"""What the factories of every floor share."""

import factory
from factory.django import DjangoModelFactory
from wagtail_factories import PageFactory

from centre.validation import validate_content, validate_whole


def default_branch():
    """Return the branch of Ogou 1."""
    from tests.factories.centre import make_branch

    return make_branch()


class ValidModelFactory(DjangoModelFactory):
    """Abstract: validates before it saves, so that no test stands on impossible data."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if found := cls._existing(model_class, kwargs):
            return found
        instance = model_class(*args, **kwargs)
        validate_whole(instance)
        instance.save()
        return instance

    @classmethod
    def _existing(cls, model_class, kwargs):
        names = cls._meta.django_get_or_create
        return (
            names and model_class.objects.filter(**{name: kwargs[name] for name in names}).first()
        )


class OwnedFactory(ValidModelFactory):
    """Abstract: something a commune owns."""

    class Meta:
        abstract = True

    branch = factory.LazyFunction(default_branch)


class CentrePageFactory(PageFactory):
    """Abstract: a page, live unless ``live=False``, under ``parent`` or where ``branch`` has it."""

    class Meta:
        abstract = True

    branch = None
    parent = None

    @staticmethod
    def parent_in(branch):
        """Return the page of ``branch`` under which pages of this type stand."""
        return branch.root_page.specific

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        branch = kwargs.pop("branch")
        kwargs["parent"] = kwargs["parent"] or cls.parent_in(branch or default_branch())
        return super()._create(model_class, *args, **kwargs)

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        instance = model_class(**kwargs)
        validate_content(instance)
        parent.add_child(instance=instance)
        return instance
