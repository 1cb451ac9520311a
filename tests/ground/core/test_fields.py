"""The small pieces: JSON comes back from any database as it went in."""

import pytest

from rumo.deliver.plans.models import PlanVersion
from rumo.ground.vocabularies import actions as vocabularies
from tests.factories import plans as make
from tests.factories import territory

PRINTED = {"a": 10**100, "b": [2**53 + 1, {"c": 1e23}], "d": 1.2668327822858134e195, "e": "1e5", "f": None}


@pytest.mark.parametrize("printed", [PRINTED, {}, {"": [[], {}, True, 0.0]}])
def test_what_is_kept_verbatim_comes_back_as_it_was(db, printed):
    territory.load()
    vocabularies.load(by=make.BY, at=make.AT)
    make.publish(make.Plan(as_printed=printed))
    assert repr(PlanVersion.objects.get().as_printed) == repr(printed)
    assert repr(PlanVersion.objects.values_list("as_printed", flat=True)[0]) == repr(printed)
