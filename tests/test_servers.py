"""Servers of demonstrations and checks: what of them is in the trace."""

import asyncio

from aiohttp import web

from grader import simulate
from grader.servers import ask, serving, visitors_and_handlers


async def polite(request):
    await asyncio.sleep(1)
    return web.Response(text="hello")


async def visit(path):
    app = web.Application()
    app.router.add_get("/", polite)
    async with serving(app) as site:
        return (await ask(site + path)).status


def test_the_trace_shows_handlers_and_visitors_not_aiohttps_own_tasks():
    trace = simulate(visit, "/").trace
    assert [lane.name for lane in trace.lanes] == ["main", "visit", "handler"]
    assert [(span.label, span.length) for span in trace.lane("handler").spans] == [("GET /", 10**9)]
    assert [span.label for span in trace.lane("visit").spans] == ["waits for the answer"]


def test_a_refusal_is_a_mark_although_no_handler_was_called():
    run = simulate(visit, "/nowhere")
    marks = [mark for mark in run.trace.lane("handler").marks if mark.kind == "error"]
    assert (run.result, [mark.label for mark in marks]) == (404, ["404 Not Found"])


def test_who_asks_and_who_answers_may_be_all_that_is_shown():
    async def visitors():
        app = web.Application()
        app.router.add_get("/", polite)
        async with serving(app) as site, asyncio.TaskGroup() as group:
            for _ in range(2):
                group.create_task(ask(site), name="Ada")

    trace = visitors_and_handlers(simulate(visitors).trace)
    assert [lane.name for lane in trace.lanes] == ["Ada", "Ada #2", "handler", "handler #2"]
