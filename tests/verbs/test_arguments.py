"""A misspelt or impossible argument is refused at once, with the choices that there are."""

import pytest

from grader import calls, explore, record, simulate, step

PROPERTIES = {
    "returns": ("A",),
    "raises": (ValueError,),
    "yields": ([],),
    "logs": ([],),
    "prints": ("",),
    "called": ("fetch", 1),
    "never": ("get",),
    "holds": (True, "does"),
    "takes": (3,),
    "ends_with": ("fetch",),
    "orders": ("fetch a", "fetch b"),
    "starts": ("fetch a", 0),
    "yields_at": ([],),
    "logs_at": ([],),
    "peaks_at": (1, "fetch"),
    "peaks_within": (1, "fetch"),
    "keeps_busy": (1, "fetch"),
    "computes_in_parallel": (0,),
    "stays_idle": (),
    "keeps_loop_free": (),
    "leaves_nothing": (),
    "leaves_no": ("thread",),
}


def one(fetch):
    return fetch("a")


@pytest.fixture(scope="module")
def run():
    return simulate(one, calls("fetch", a=3))


@pytest.fixture(scope="module")
def failed():
    def raises():
        raise ValueError

    return simulate(raises)


@pytest.mark.parametrize("verb", [simulate, explore, step])
@pytest.mark.parametrize("granularity", ["line", "opcode", "Visible", "", None])
def test_an_unknown_granularity_is_refused_with_the_three_that_there_are(verb, granularity):
    with pytest.raises(ValueError, match='"visible", "lines", "opcodes"'):
        verb(one, calls("fetch", a=3), "a", granularity=granularity)


@pytest.mark.parametrize(
    "options", [{"budget": -1}, {"budget": "1"}, {"schedules": 0}, {"schedules": True}]
)
def test_an_exploration_of_nothing_is_refused(options):
    (name,) = options
    with pytest.raises(ValueError, match=name):
        explore(one, **options)


@pytest.mark.parametrize("option", ["within", "still", "cpu"])
def test_negative_seconds_of_a_recording_are_refused(option):
    with pytest.raises(ValueError, match=option):
        record(one, **{option: -1})


@pytest.mark.parametrize("name", PROPERTIES)
def test_a_misspelt_keyword_of_a_property_is_refused_also_where_the_property_holds(
    run, failed, name
):
    for each in (run, failed):
        with pytest.raises(TypeError, match=r"hnt=.*why=, where=, hint="):
            getattr(each, name)(*PROPERTIES[name], hnt="Use a pool.")


def test_every_property_is_tried_here(run):
    def public(kind):
        return {
            name
            for name in vars(kind)
            if not name.startswith("_") and callable(getattr(kind, name))
        }

    properties = set().union(*map(public, type(run).__mro__)) - {"attempted", "notes"}
    assert properties <= set(PROPERTIES)


def test_a_property_takes_its_three_words_of_advice(run):
    run.takes(3, why="Waiting takes time.", where="line 1", hint="Use a pool.")


def test_a_duration_that_asks_for_nothing_is_refused(run):
    with pytest.raises(TypeError, match="at_least="):
        run.takes()


def test_what_can_be_left_is_a_thread_a_task_or_a_process(run):
    with pytest.raises(ValueError, match='"thread", "task", "process"'):
        run.leaves_no("threads")


def test_an_unknown_state_of_a_span_is_refused(run):
    with pytest.raises(ValueError, match='"waiting"'):
        run.trace.spans(state="wait")


def test_an_unknown_theme_is_refused(run):
    with pytest.raises(ValueError, match='"light", "dark"'):
        run.trace.draw(theme="drak")
