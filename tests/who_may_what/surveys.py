"""Surveys: what is published is for everyone; a draft is its secretariat's alone."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from overens.common.audit import operator
from overens.common.texts import LocalText
from overens.surveys.actions import (
    add_question,
    load_survey,
    make_survey,
    open_survey,
)
from overens.surveys.actions.codes import keep_code
from overens.surveys.actions.framing import add_respondent
from overens.surveys.actions.interviews import keep_interview, keep_theme
from overens.surveys.actions.outside import (
    add_outside_survey,
    set_outside_question,
)
from overens.surveys.actions.reports import begin_report, publish_report
from overens.surveys.models import AnswersRequest, ContactWish
from overens.surveys.queries.reports import report_of, what_it_says
from overens.surveys.rules import read_options
from overens.surveys.rules.outside import SHARES, read_outside
from tests.surveys.made import small
from tests.surveys.test_releases import ANSWERS, guarded
from tests.who_may_what import (
    ADMIN,
    EVERYONE,
    HIDDEN,
    NO_SUCH_METHOD,
    NOBODY,
    SECRETARIAT,
    SECRETARIAT_OR_ADMIN,
    Route,
    Side,
    edited,
    led_back,
    looked_at,
    pressed,
    who,
)


def build(side: Side) -> None:
    """Put two published surveys, a draft with a question and one sent on the side."""
    side.survey, side.wave = (
        load_survey(small(slug=slug, space=side.space.slug), by=operator())
        for slug in (f"liten-{side.name}", f"liten-{side.name}-igen")
    )
    side.outside = add_outside_survey(
        space=side.space,
        title=LocalText(sv=f"Andras {side.name}"),
        done_by="Ett föreningsråd",
        year=2024,
        asked=LocalText(sv="föreningar"),
        source=LocalText(sv="En rapport"),
        by=operator(),
    )
    side.draft = make_survey(
        space=side.space,
        title=LocalText(sv=f"Utkast {side.name}"),
        mode="open",
        by=operator(),
    )
    side.item = add_question(
        survey=side.draft,
        kind="single",
        title=LocalText(sv="Samverkar ni?"),
        options=read_options("Ja\nNej"),
        by=operator(),
    )
    set_outside_question(
        outside=side.outside,
        survey=side.draft,
        question_key=side.item.key,
        wording=LocalText(sv="Samverkar ni?"),
        grade="A",
        note=LocalText(),
        answers=read_outside("Ja | 40", SHARES),
        by=operator(),
    )
    side.wish = add_question(
        survey=side.draft, kind="text", title=LocalText(sv="Önskan?"), by=operator()
    )
    side.code = keep_code(
        side.draft,
        question=side.wish.key,
        name=LocalText(sv="Tid"),
        definition=LocalText(),
        example=LocalText(),
        by=operator(),
    )
    side.theme = keep_theme(
        side.draft,
        title=LocalText(sv="Vad hindrar?"),
        instruction=LocalText(),
        by=operator(),
    )
    side.interview = keep_interview(
        side.draft,
        role=LocalText(sv="ordförande"),
        day=timezone.localdate(),
        notes={side.theme.key: "Tid."},
        agreed=True,
        by=operator(),
    )
    side.contact = ContactWish.objects.create(
        survey=side.draft, name="Åsa", phone="1", day=timezone.localdate(), seen=True
    )
    side.guarded = load_survey(
        guarded(ANSWERS[:6], slug=f"skyddad-{side.name}", space=side.space.slug),
        by=operator(),
    )
    side.request = AnswersRequest.objects.create(
        survey=side.guarded, reason="En siffra", asked_by=side.people["nils"]
    )
    side.sent = load_survey(
        small(slug=f"sand-{side.name}", space=side.space.slug, published=False),
        by=operator(),
    )
    open_survey(
        side.sent, last_day=timezone.localdate() + timedelta(days=9), by=operator()
    )
    # A report that is being written, and one that everybody may read.
    side.written, side.told = (
        load_survey(
            guarded(
                ANSWERS[:6],
                mode="open",
                published=False,
                slug=f"{name}-{side.name}",
                space=side.space.slug,
            ),
            by=operator(),
        )
        for name in ("skrivs", "skriven")
    )
    begin_report(side.written, by=operator())
    publish_report(
        begin_report(side.told, by=operator()), clues_read=True, by=operator()
    )
    side.respondent = add_respondent(
        survey=side.draft, name="Bo", new_units=["Kulturnämnden"], by=operator()
    )


def draft(side: Side) -> list[str]:
    return [side.draft.slug]


def item(side: Side) -> list[str]:
    return [side.draft.slug, side.item.uuid]


def respondent(side: Side) -> list[str]:
    return [side.draft.slug, side.respondent.uuid]


def unit(side: Side) -> list[str]:
    return [side.draft.slug, side.respondent.coverages.get().unit.uuid]


def outside(side: Side) -> list[str]:
    return [side.draft.slug, side.outside.uuid]


def quoted(side: Side) -> list[str]:
    return [side.draft.slug, side.outside.questions.get().uuid]


def sent(side: Side) -> list[str]:
    return [side.sent.slug]


def written(side: Side) -> list[str]:
    return [side.written.slug]


def read(side: Side) -> dict[str, str]:
    """Return what the page sends along: that this very wording was read."""
    return {"as_read": what_it_says(report_of(side.written), clues=0)}


def edition(side: Side) -> list[str | int]:
    return [side.told.slug, 1]


def asked(side: Side) -> list[str]:
    return [side.sent.slug, side.sent.frame_respondents.all()[0].uuid]


def words(side: Side) -> list[str]:
    return [side.draft.slug, side.wish.key]


def theme(side: Side) -> list[str]:
    return [side.draft.slug, side.theme.key]


def asked_for(side: Side) -> list[str]:
    return [side.guarded.slug, side.request.uuid]


def agreed_with(status: int) -> Route:
    """Return the line of a button on a request for answers one by one."""
    return Route(
        get=NO_SUCH_METHOD,
        post=SECRETARIAT_OR_ADMIN.instead(petra=status, ada=status),
        other_post=ADMIN.instead(ada=status),
        args=asked_for,
    )


def text(side: Side) -> list[str]:
    """Name a text that nobody has written: the page leads back to the list."""
    return [*words(side), "0" * 32]


ROUTES = {
    "surveys:survey_add": Route(
        get=SECRETARIAT,
        post=SECRETARIAT.instead(petra=422),
        other_get=NOBODY,
        other_post=NOBODY,
        args=lambda side: [side.space.slug],
    ),
    "surveys:survey_change": edited(draft),
    "surveys:survey_withdraw": edited(draft),
    "surveys:preview": looked_at(draft),
    "surveys:questions": looked_at(draft),
    "surveys:questionnaire_file": looked_at(draft),
    "surveys:questionnaire_xlsform": looked_at(draft),
    "surveys:frame": looked_at(draft),
    "surveys:respondent_add": edited(draft),
    "surveys:respondent_change": edited(respondent),
    "surveys:respondent_remove": pressed(respondent),
    "surveys:unit_add": edited(draft),
    "surveys:unit_change": edited(unit),
    "surveys:unit_remove": pressed(unit),
    # A list without groups has none to name.
    "surveys:groups": edited(draft, post=302),
    "surveys:frame_empty": edited(draft),
    "surveys:frame_sheet": edited(draft),
    # With nothing chosen to choose from, it asks for that.
    "surveys:frame_register": edited(draft, post=200),
    # Empty as it is, it says what is left to do.
    "surveys:open": edited(draft),
    "surveys:collecting": looked_at(sent),
    "surveys:list_renew": pressed(sent),
    "surveys:new_link": edited(asked),
    "surveys:replace": edited(asked),
    "surveys:asked_off": edited(asked),
    "surveys:invite": edited(sent, post=302),
    "surveys:papers": edited(sent),
    "surveys:remind": edited(sent, post=302),
    "surveys:put_off": edited(sent),
    "surveys:close": edited(sent),
    "surveys:question_kinds": looked_at(draft),
    "surveys:question_add": edited(lambda side: [side.draft.slug, "single"]),
    "surveys:question_bank": edited(draft),
    "surveys:question_change": edited(item),
    # Nothing ticked and nothing written are answers: asked of all, no heading.
    "surveys:question_section": edited(item, post=302),
    "surveys:question_condition": edited(item, post=302),
    "surveys:question_move": pressed(lambda side: [*item(side), "up"]),
    "surveys:question_put_back": pressed(draft),
    "surveys:question_take_out": pressed(item),
    "surveys:contacts": looked_at(draft),
    "surveys:contact_done": pressed(lambda side: [side.draft.slug, side.contact.pk]),
    "surveys:code_book": looked_at(words),
    "surveys:code_add": edited(words),
    "surveys:code_change": edited(lambda side: [*words(side), side.code.uuid]),
    "surveys:code_remove": pressed(lambda side: [*words(side), side.code.uuid]),
    # No other book to take over.
    "surveys:codes_copy": edited(words),
    "surveys:codes_release": pressed(words),
    "surveys:text_code": led_back(text),
    "surveys:answers": edited(draft),
    "surveys:answers_file": looked_at(lambda side: [side.draft.slug, "csv"]),
    # Whoever runs the server may agree, everywhere; never ask, nor fetch.
    "surveys:rows_decide": Route(
        get=SECRETARIAT_OR_ADMIN,
        post=SECRETARIAT_OR_ADMIN.instead(petra=422, ada=422),
        other_get=ADMIN,
        other_post=ADMIN.instead(ada=422),
        args=asked_for,
    ),
    "surveys:rows_end": agreed_with(302),
    "surveys:rows_read": agreed_with(302),
    # No form is named: there is no such file.
    "surveys:rows_fetch": agreed_with(404),
    "surveys:interviews": looked_at(draft),
    # Nothing said of how they are done is an answer.
    "surveys:interview_guide": edited(draft, post=302),
    "surveys:interview_guide_file": looked_at(lambda s: [s.draft.slug, "html"]),
    "surveys:interviews_show": pressed(draft),
    "surveys:interview_add": edited(draft),
    "surveys:interview": edited(lambda s: [s.draft.slug, s.interview.uuid]),
    # Nothing is published, so nobody is told why.
    "surveys:interview_take_back": edited(
        lambda s: [s.draft.slug, s.interview.uuid], post=302
    ),
    "surveys:theme_add": edited(draft),
    "surveys:theme_change": edited(theme),
    "surveys:theme_finding": edited(theme, post=302),
    "surveys:theme_move": pressed(lambda side: [*theme(side), "up"]),
    "surveys:theme_remove": pressed(theme),
    "surveys:own_words": looked_at(draft),
    "surveys:texts": looked_at(words),
    "surveys:text": led_back(text),
    "surveys:text_take_back": led_back(text),
    "surveys:surveys": Route(get=EVERYONE),
    # The code in the page lets somebody answer, whoever is signed in.
    "surveys:answering": Route(get=EVERYONE, post=who(422), knows_nobody=True),
    "surveys:results": Route(get=EVERYONE, args=lambda side: [side.survey.slug]),
    "surveys:compare": Route(
        get=EVERYONE, args=lambda side: [side.survey.slug, side.wave.slug]
    ),
    # Answered openly, so there is nothing to give out: 422 says so.
    "surveys:compare_file": Route(
        get=EVERYONE,
        args=lambda side: [side.wave.slug, side.survey.slug, "csv"],
    ),
    "surveys:other_side": edited(draft),
    "surveys:outside": looked_at(draft),
    "surveys:outside_add": edited(draft),
    "surveys:outside_change": edited(outside),
    # Its question stands beside ours, so it is not taken away: 422 says so.
    "surveys:outside_remove": Route(
        get=NO_SUCH_METHOD,
        post=HIDDEN.instead(petra=422),
        other_post=HIDDEN,
        args=outside,
    ),
    "surveys:outside_question_add": edited(outside),
    "surveys:outside_question_change": edited(quoted),
    "surveys:outside_question_remove": pressed(quoted),
    "surveys:other_side_untie": pressed(draft),
    "surveys:release": Route(
        get=NO_SUCH_METHOD,
        post=NOBODY.instead(petra=422),
        args=lambda side: [side.survey.slug],
        other_get=NO_SUCH_METHOD,
        other_post=NOBODY,
    ),
    "surveys:report": Route(get=EVERYONE, args=lambda side: [side.told.slug]),
    "surveys:report_edition": Route(get=EVERYONE, args=edition),
    "surveys:report_file": Route(
        get=EVERYONE, args=lambda side: [*edition(side), "html"]
    ),
    "surveys:publish": edited(written, post=302),
    "surveys:report_begin": pressed(written),
    "surveys:report_draft": looked_at(written),
    "surveys:report_singling": looked_at(written),
    "surveys:report_draft_file": looked_at(lambda side: [*written(side), "docx"]),
    "surveys:report_part": edited(
        lambda side: [*written(side), "conclusions"], post=302
    ),
    # Six persons who say the same: no clue is left to read.
    "surveys:report_publish": edited(written, post=302, data=read),
    "surveys:results_file": Route(
        get=EVERYONE, args=lambda side: [side.survey.slug, "json"]
    ),
}
