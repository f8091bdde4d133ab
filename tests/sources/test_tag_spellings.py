"""A tag is one tag however it is written: spellings, addresses, and tags above one another."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from record.kinds import Actor, Op
from record.models import Subject
from record.sealing import say, sealing
from sources.models import Source, Tag, TagSpelling
from tests.together import at_once

pytestmark = pytest.mark.django_db

OTHER_WAYS = ["nis", "NIS", " Niš ", "niš", "Ниш", "НИШ", "ＮＩＳ", "Ni\u200bš", "\ufeffNiš"]


@pytest.fixture
def nis() -> Tag:
    return Tag.objects.create(name="Niš", aliases=["Nish"])


@pytest.mark.parametrize("spelling", OTHER_WAYS)
def test_another_way_of_writing_it_is_refused_by_the_database(nis: Tag, spelling: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name=spelling, slug="another")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name="Another", aliases=["Third", spelling])
    assert Tag.objects.get() == nis


@pytest.mark.parametrize("spelling", [*OTHER_WAYS, "NISH"])
def test_a_tag_is_found_under_any_spelling(nis: Tag, spelling: str) -> None:
    Tag.objects.create(name="Nišava")
    assert Tag.objects.spelled(spelling).get() == nis


@pytest.mark.parametrize("spelling", [*OTHER_WAYS, "nish"])
def test_a_thing_is_tagged_and_untagged_under_any_spelling(
    nis: Tag, source: Source, spelling: str
) -> None:
    source.tags.add(spelling)
    source.tags.add("Niš", nis)
    assert list(source.tags.all()) == [nis]
    source.tags.set([spelling])
    assert list(source.tags.all()) == [nis]
    source.tags.remove(spelling)
    assert list(source.tags.all()) == []


def test_a_word_that_is_no_tag_yet_becomes_one(source: Source) -> None:
    source.tags.add("Љубљана  на води", "ljubljana na vodi")
    tag = source.tags.get()
    assert (tag.name, tag.slug) == ("Љубљана на води", "ljubljana-na-vodi")


def test_what_cannot_be_seen_is_no_part_of_a_name(source: Source) -> None:
    source.tags.add("Mila\u200bn\u2060 Radoičić\ufeff")
    assert source.tags.get().name == "Milan Radoičić"


def test_a_tag_s_own_spellings_may_fold_to_one(nis: Tag) -> None:
    nis.aliases = ["Nis", "Ниш", "Nish", " Nish "]
    nis.full_clean()
    nis.save()
    assert nis.aliases == ["Nis", "Ниш", "Nish"]
    assert set(nis.spellings.values_list("key", flat=True)) == {"nis", "nish"}


def test_a_spelling_that_is_given_up_is_free_for_another(nis: Tag) -> None:
    nis.aliases = []
    nis.save()
    assert Tag.objects.create(name="Nish").spellings.get().key == "nish"


def test_the_form_says_whose_spelling_it_is(as_member: Any, editor: Any) -> None:
    Tag.objects.create(name="Milan Radoičić", aliases=["Radoičić"])
    form = {"name": "Радоичић", "type": "actor", "aliases": "Milan Radoicic, Someone"}
    page = as_member(editor).post(reverse("admin:sources_tag_add"), form)
    errors = page.context["adminform"].form.errors
    assert errors == {
        "name": ["“Радоичић” is a spelling of the tag “Milan Radoičić”."],
        "aliases": ["“Milan Radoicic” is a spelling of the tag “Milan Radoičić”."],
    }
    assert b"Milan Radoicic, Someone" in page.content
    assert Tag.objects.count() == 1


def test_the_form_makes_an_address_that_a_page_can_have(as_member: Any, editor: Any) -> None:
    form = {"name": "Врање 2024", "type": "place", "aliases": "Vranjë"}
    assert as_member(editor).post(reverse("admin:sources_tag_add"), form).status_code == 302
    assert Tag.objects.get().slug == "vranje-2024"


def test_a_name_needs_a_letter() -> None:
    with pytest.raises(ValidationError) as error:
        Tag(name="–").full_clean()
    assert set(error.value.message_dict) == {"name"}


def test_an_address_that_readers_once_had_is_not_given_again(nis: Tag) -> None:
    with sealing(Actor.DESK):
        say(Op.PUBLISH, nis)
    nis.slug = "nis-the-city"
    nis.save()
    with sealing(Actor.DESK):
        nis.publish_changes()
    other = Tag(name="NIS, the company", slug="nis")
    with pytest.raises(ValidationError, match="Readers once found “Niš” at this address"):
        other.full_clean()
    assert Tag.objects.create(name="N.I.S.").slug == "nis-2"


def test_a_tag_is_not_broader_than_itself(nis: Tag) -> None:
    nis.broader = nis
    with pytest.raises(ValidationError) as error:
        nis.full_clean()
    assert error.value.message_dict["broader"] == ["A tag is not broader than itself."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.filter(pk=nis.pk).update(broader=nis)


def test_broader_tags_do_not_run_in_a_circle(as_member: Any, editor: Any, nis: Tag) -> None:
    street = Tag.objects.create(name="Street", broader=Tag.objects.create(name="T", broader=nis))
    form = {"name": nis.name, "slug": nis.slug, "type": "place", "aliases": ""}
    address = reverse("admin:sources_tag_change", args=[nis.pk])
    page = as_member(editor).post(address, {**form, "broader": street.pk})
    assert page.context["adminform"].form.errors["broader"] == [
        "“Street” is narrower than “Niš”: it cannot be broader too."
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_a_circle_one_is_told() -> None:
    one, two = Tag.objects.create(name="One"), Tag.objects.create(name="Two")

    def under(tag: Tag, broader: Tag) -> None:
        with sealing(Actor.DESK):
            tag.broader = broader
            tag.save()

    told = at_once(lambda: under(one, two), lambda: under(two, one))
    assert [type(one) for one in told if one] == [ValidationError]
    assert Tag.objects.filter(broader=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_one_tag_both_use_the_same(source: Source) -> None:
    other = Source.objects.create(csl_type="report", title="Other")
    told = at_once(lambda: source.tags.add("Врање"), lambda: other.tags.add("Vranje"))
    assert told == [None, None]
    assert list(source.tags.all()) == list(other.tags.all())
    assert Tag.objects.count() == TagSpelling.objects.count() == 1


@pytest.mark.parametrize("words", ["Ниш", "nish", "niš", "NI"])
def test_the_desk_s_search_finds_any_spelling(
    as_member: Any, writer: Any, nis: Tag, words: str
) -> None:
    Tag.objects.create(name="Water")
    client = as_member(writer)
    page = client.get(reverse("admin:sources_tag_changelist"), {"q": words})
    assert list(page.context["cl"].queryset) == [nis]
    assert _offered(client, words) == ["Niš"]


def test_the_exact_spelling_is_offered_first(as_member: Any, writer: Any) -> None:
    for name in ("Amsterdam", "Dam, the great one", "Zdam"):
        Tag.objects.create(name=name)
    Tag.objects.create(name="Zoo", aliases=["dam"])
    assert _offered(as_member(writer), "DAM")[0] == "Zoo"


def test_tags_that_only_drafts_use_are_nobody_s_business(nis: Tag, source: Source) -> None:
    source.tags.add(nis)
    with sealing(Actor.DESK):
        nis.publish_changes()
    assert not Subject.objects.exists()


def test_many_spellings_are_asked_for_at_once(nis: Tag, django_assert_num_queries: Any) -> None:
    water = Tag.objects.create(name="Water")
    with django_assert_num_queries(1):
        assert set(Tag.objects.spelled("ниш", "WATER", "none")) == {nis, water}


def _offered(client: Any, words: str) -> list[str]:
    query = {"app_label": "sources", "model_name": "source", "field_name": "tags", "term": words}
    answer = client.get(reverse("admin:autocomplete"), query).json()
    return [row["text"] for row in answer["results"]]
