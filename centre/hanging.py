"""What hangs on a page, read by one statement: picture, recordings, the rows of its type."""

from centre.models import CentreImage, CentreMedia, CentreRendition, Language, Recording
from centre.pictures import keep_renditions, public_sizes
from centre.reading import Parts, Reading, instances, whole


class Hanging:
    """Reads what hangs on pages of ``model``.

    ``children``: by the name of a relation to the page, the model of its rows. ``chosen``: by the
    name of a many-to-many relation, the model of what is chosen. ``more(page id)``: other parts.
    """

    def __init__(self, model, children=(), chosen=(), more=None):
        self.model = model
        self.children = {**dict(children), "recordings": Recording}
        self.chosen = dict(chosen)
        self._more = more
        self._read = Reading(self._parts)

    def put_on(self, page) -> dict[str, list[dict]]:
        """Put on ``page`` what hangs on it, and return the rows of every part.

        What is in memory already stays: the preview of a draft brings its own.
        """
        rows = self._read(page.pk or 0)
        models = self.children | self.chosen
        read = {name: instances(model, rows[name]) for name, model in models.items()}
        media = {one.pk: one for one in instances(CentreMedia, rows["media"])}
        voices = {one.pk: one for one in instances(Language, rows["voices"])}
        for recording in read["recordings"]:
            recording.media = media[recording.media_id]
            recording.language = voices[recording.language_id]
        for image in instances(CentreImage, rows["image"]):
            keep_renditions([image], instances(CentreRendition, rows["sizes"]))
            if image.pk == page.image_id:
                page.image = image
        known = getattr(page, "_cluster_related_objects", None) or {}
        for name in read.keys() - known.keys():
            setattr(page, name, read[name])
        return rows

    def _parts(self, page_id: int) -> Parts:
        recordings = Recording.objects.filter(page=page_id)
        page = self.model.objects.filter(pk=page_id)
        image = CentreImage.objects.filter(pk__in=page.values("image"))
        return {
            **{
                name: whole(model.objects.filter(page=page_id))
                for name, model in self.children.items()
            },
            **{
                name: whole(self._chosen(name, model, page_id))
                for name, model in self.chosen.items()
            },
            "media": whole(CentreMedia.objects.filter(pk__in=recordings.values("media"))),
            "voices": whole(Language.objects.filter(pk__in=recordings.values("language"))),
            "image": whole(image),
            "sizes": whole(public_sizes(image)),
            **(self._more(page_id) if self._more else {}),
        }

    def _chosen(self, name: str, model, page_id: int):
        relation = self.model._meta.get_field(name)
        through = relation.remote_field.through.objects
        rows = through.filter(**{relation.m2m_field_name(): page_id})
        return model.objects.filter(pk__in=rows.values(f"{relation.m2m_reverse_field_name()}_id"))
