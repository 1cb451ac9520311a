"""Every write of the plans room: bring a plan file in as a draft version, discard a draft, publish it."""

from rumo.deliver.plans.actions.importing import DraftOf, FileRefused, discard, import_, name_funders
from rumo.deliver.plans.actions.publishing import PlanRefused, publish

__all__ = ["DraftOf", "FileRefused", "PlanRefused", "discard", "import_", "name_funders", "publish"]
