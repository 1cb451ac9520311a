"""Tags and filters every template has without loading: figures, days, drawings."""

from django import template

register = template.Library()
