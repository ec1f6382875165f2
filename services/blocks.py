"""Blocks of the directory: what it adds to the base vocabulary."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from centre.blocks import BaseBodyBlock, StepBlock


class PartnersBlock(blocks.StructBlock):
    """The organisations of the branch, or those of one kind."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=100)

    class Meta:
        icon = "group"
        label = _("partners")
        template = "blocks/partners.html"


class ServiceListBlock(blocks.StructBlock):
    """Services chosen by hand."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=100)
    services = blocks.ListBlock(
        blocks.PageChooserBlock("services.ServicePage", label=_("service")),
        label=_("services"),
        min_num=1,
    )

    class Meta:
        icon = "list-ul"
        label = _("services")
        template = "blocks/service_list.html"


class ServiceBodyBlock(BaseBodyBlock):
    """The body of a service."""


class ServiceStepsBlock(blocks.StreamBlock):
    """The steps of a visit, numbered by their order."""

    step = StepBlock()


class DirectoryBodyBlock(BaseBodyBlock):
    """The base vocabulary and what the directory offers."""

    partners = PartnersBlock()
    services = ServiceListBlock()
