"""Every table says what it is, and keys of the log hold the tables together."""

import pytest
from django.db.models import AutoField, CharField

from guol.kernel.tables import Log, Plain, Projected
from tests.shape.house import MODELS, PROJECTED


def home(model):
    return model.__module__.split(".")[1]


def name(model):
    return model._meta.label


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_a_table_is_of_one_kind(model):
    kinds = [kind for kind in (Log, Projected, Plain) if issubclass(model, kind)]
    assert len(kinds) == 1
    assert (kinds == [Log]) <= (home(model) == "feed")


@pytest.mark.parametrize("model", PROJECTED, ids=name)
def test_projected_rows_are_keyed_by_the_log(model):
    columns = {field.name: field for field in model._meta.fields}
    assert isinstance(columns["stream"], CharField)
    assert columns["stream"].db_index or columns["stream"].primary_key
    assert isinstance(model._meta.pk, CharField)
    assert not isinstance(model._meta.pk, AutoField)


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_foreign_keys_stay_at_home_and_never_lead_from_plain_to_projected(model):
    for target in (field.related_model for field in model._meta.fields if field.is_relation):
        assert home(target) == home(model)
        assert not (issubclass(model, Plain) and issubclass(target, Projected))


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_a_table_behaves_in_no_way_of_its_own(model):
    assert not {"save", "delete", "clean", "full_clean"} & set(vars(model))
