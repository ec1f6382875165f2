"""What is wrong with dates, said to who typed them."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.recurrence import MAX_OCCURRENCES, ErrorCode

ERROR_SENTENCES = {
    ErrorCode.DATE_MISSING: _("Give the day, or say that only the month or nothing is known."),
    ErrorCode.DATE_FAR: _("This year cannot be right: check the date."),
    ErrorCode.END_BEFORE_START: _("The end must not be before the start."),
    ErrorCode.END_MISSING: _("Give the last day on which it may take place."),
    ErrorCode.START_TIME_MISSING: _("Give the hour of the start, or empty that of the end."),
    ErrorCode.TIME_OF_WHOLE_DAY: _("It lasts the whole day: empty the hours, or untick the box."),
    ErrorCode.VAGUE_REPEATS: _("A date that is not known yet cannot repeat."),
    ErrorCode.ENDLESS: _("Say until when it repeats, or how many times."),
    ErrorCode.TWO_ENDS: _("Give the last date or the number of dates, not both."),
    ErrorCode.TOO_MANY: format_lazy(
        _("At most {count} dates: shorten the series."), count=MAX_OCCURRENCES
    ),
    ErrorCode.NEVER: _("No date fits: check the days and the end of the repetition."),
    ErrorCode.OVERLAPS_ITSELF: _("One date would last until the next one: check the last day."),
    ErrorCode.REASON_MISSING: _("Say why, in a few words: everybody reads it."),
    ErrorCode.NEW_DATE_MISSING: _("Give the new date, the new hour or the new place."),
    ErrorCode.ONE_WEEKDAY: _("In a month, choose one day of the week."),
    ErrorCode.NO_SUCH_DATE: _("No date on %(date)s: choose one of the dates of the event."),
    ErrorCode.WHICH_SESSION: _("That day has several sessions: say the hour of the one you mean."),
    ErrorCode.NOT_THAT_DAY: _("The event does not take place on that day."),
}
