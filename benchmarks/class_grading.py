"""Grade one class by stock nbgrader, with a kernel for each notebook, and by `grader grade`.

    python benchmarks/class_grading.py                 # 60 submissions both ways, then 10 to 1,000 by `grader grade`
    python benchmarks/class_grading.py --number 8      # a first look
    python benchmarks/class_grading.py --distinct      # no two answers are the same program

The class hands in a chapter.  Its answers are a mix of the right and wrong ones stored under tests/answers/,
so answers repeat as a class grows, unless `--distinct` puts a number into each.  Scores are compared for
every student whom stock nbgrader can judge.  Processor time includes every process that took part, if
this user may make a control group.  All modules are compiled before, as in an environment that has
been used, so that kernels and workers import without compiling.
"""

import argparse
import atexit
import compileall
import json
import os
import re
import shutil
import sys
import sysconfig
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from grader.judge.course import Course
from grader.judge.notebook import read_cell

if __name__ == "__main__":  # workers import this file, too, and need not import nbgrader (2 s)
    from grader.classroom.assess import assess
    from grader.classroom.grade import Grading, GradingOptions, find_assignment
    from grader.classroom.pipeline import Pipeline, PipelineError
    from grader.classroom.verdict_cache import verdict_cache

STUCK = ("busy_wait", "empty_queue", "never_ends", "endless")  # each takes minutes in a kernel
TESTS = re.compile(r"[/\\]tests?[/\\]")
STOCK = ("sanitize_preprocessors", "autograde_preprocessors")
# Control groups, old and new: folder, file, the word before the number, its unit in a second.
GROUPS = (("cpuacct", "cpuacct.usage", "", 1e9), ("", "cpu.stat", "usage_usec ", 1e6))


class Processors:
    """Count the processor seconds of this process and of all that it starts, while they run and after."""

    def __init__(self):
        self.file = None
        for folder, file, self.word, self.unit in GROUPS:
            group = Path("/sys/fs/cgroup", folder, f"class_grading_{os.getpid()}")
            with suppress(OSError):
                group.mkdir()
                (group / "cgroup.procs").write_text(str(os.getpid()))
                self.file = group / file
                atexit.register(self._leave)
                return

    def _leave(self):
        group = self.file.parent
        with suppress(OSError):
            (group.parent / "cgroup.procs").write_text(str(os.getpid()))
            group.rmdir()

    @property
    def how(self):
        """Return a description of the processes whose time is counted."""
        return "every process" if self.file else "this process and those it has waited for"

    def spent(self):
        """Return the processor seconds spent until now."""
        if self.file:
            return int(self.file.read_text().removeprefix(self.word).split()[0]) / self.unit
        usages = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
        return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def compile_all():
    """Compile all modules that this process, a kernel or a worker may import."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    for folder in (*map(sysconfig.get_path, ("stdlib", "purelib")), Course.here().root / "grader"):
        compileall.compile_dir(folder, quiet=2, rx=TESTS, workers=os.cpu_count())


say = os.fdopen(os.dup(2), "w", buffering=1)  # kernels write much to descriptor 2


def answers(course, exercise):
    """Return the stored answers to an exercise, right and wrong, without those that take minutes."""
    files = sorted((course.root / "tests" / "answers" / exercise).glob("[rw]*_*.py"))
    return [path.read_text("utf-8") for path in files if not any(s in path.stem for s in STUCK)]


def hand_in(course, assignment, submitted, number, distinct=False):
    """Write a submission for each student of a class; answers repeat when no others are stored."""
    stored = {exercise.name: answers(course, exercise.name) for exercise in assignment.exercises}
    for student in range(number):
        notebook = json.loads(json.dumps(assignment.released))
        for place, cell in enumerate(notebook["cells"]):
            name = read_cell(cell).grade_id or ""
            texts = stored.get(name.removesuffix("_answer"))
            if texts and name.endswith("_answer"):
                own = f"\n_student_{place} = {student}\n" if distinct else ""
                cell["source"] = texts[(student * 7 + place * 3) % len(texts)] + own
        folder = submitted / f"student {student:04}" / assignment.name
        folder.mkdir(parents=True)
        (folder / assignment.file_name).write_text(json.dumps(notebook), encoding="utf-8")


@contextmanager
def class_of(number, wish):
    """Yield the pipeline and assignment of a fresh class, with submissions handed in and a gradebook ready."""
    course = Course.here()
    assignment = find_assignment(course, wish.chapter)
    pipeline = Pipeline(course, Path(tempfile.mkdtemp(prefix="class-")))
    hand_in(course, assignment, pipeline.folder("submitted"), number, wish.distinct)
    pipeline.release(wish.chapter)
    yield pipeline, assignment
    shutil.rmtree(pipeline.home)


def measured(work):
    """Return the wall seconds and the processor seconds that `work()` takes."""
    wall, spent = time.perf_counter(), processors.spent()
    work()
    return time.perf_counter() - wall, processors.spent() - spent


def counter(total, what):
    """Return a function that counts its calls and prints each count; without a terminal, every 20th."""
    done = [0]

    def seen(_):
        done[0] += 1
        if say.isatty() or done[0] % 20 == 0 or done[0] == total:
            say.write(f"{what}: {done[0]} of {total}{LINE_END}")

    return seen


LINE_END = "\r" if say.isatty() else "\n"


def scores(pipeline, chapter):
    """Return the score in the gradebook for each student and check."""
    with pipeline.gradebook() as book:
        return {
            (each.student.id, grade.name): grade.auto_score
            for each in book.assignment_submissions(chapter)
            for notebook in each.notebooks
            for grade in notebook.grades
        }


@contextmanager
def quiet():
    """Discard what is written to standard error, where each kernel warns."""
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)


def by_stock(pipeline, chapter, students):
    """Grade with nbgrader's own preprocessors, and return the students that could not be judged."""
    for name in STOCK:
        pipeline.config.Autograde.pop(name, None)
    failed, seen = [], counter(len(students), "nbgrader autograde")
    for student in students:
        try:
            with quiet():
                pipeline.autograde(chapter, student)
        except PipelineError:
            failed.append(student)
        seen(student)
    return failed


def beyond_the_attempts(pipeline, assignment, number=10):
    """Return the processor seconds per submission of judge and writer, without the time of the attempts."""
    grading = Grading(pipeline, assignment, GradingOptions())
    assess(assignment, grading.submissions[0])  # the first call does what is done only once
    verdict_cache.__init__()
    began = time.process_time()
    found = [(each, assess(assignment, each)) for each in grading.submissions[:number]]
    judging = time.process_time() - began
    with grading._writer() as writer:
        began = time.process_time()
        for submission, assessment in found:
            writer.write(submission, assessment)
        writing = time.process_time() - began
    return judging / len(found), writing / len(found)


def line(name, number, wall, spent):
    """Print one row of the result; times are in seconds."""
    each = f"{wall / number:7.3f} s and {spent / number:6.3f} s of CPU each"
    print(f"{name:<19}{number:5} submissions {wall:8.1f} s, CPU {spent:8.1f} s: {each}", flush=True)


def compare(wish):
    """Grade a class both ways, one after the other, and print the times and the differing scores."""
    with class_of(wish.number, wish) as (pipeline, assignment):
        grading = Grading(pipeline, assignment, GradingOptions(jobs=wish.jobs))
        seen = counter(wish.number, "grader grade")
        wall, spent = measured(lambda: grading.run(seen))
        line("grader grade", wish.number, wall, spent)
        judging, writing = beyond_the_attempts(pipeline, assignment)
        each = f"judge {judging:.3f} s, gradebook {writing:.3f} s"
        print(f"   of that beyond the processes of the answers: {each} of CPU each")
        ours = scores(pipeline, wish.chapter)
        shutil.rmtree(pipeline.folder("autograded"))
        students, failed = [each.student for each in grading.submissions], []
        work = lambda: failed.extend(by_stock(pipeline, wish.chapter, students))  # noqa: E731
        stock_wall, stock_spent = measured(work)
        line("nbgrader autograde", wish.number, stock_wall, stock_spent)
        print(f"   {len(failed)} not judged")
        print(f"{stock_wall / wall:.1f} times as fast, on {stock_spent / spent:.1f} times less CPU")
        differ(ours, scores(pipeline, wish.chapter), failed)


def differ(ours, stock, failed):
    """Print the scores that are not the same."""
    judged = [key for key in ours if key[0] not in failed]
    different = [key for key in judged if ours[key] != stock[key]]
    print(f"{len(judged) - len(different)} of {len(judged)} scores are the same")
    for key in different:
        print("  ", *key, "ours", ours[key], "stock", stock[key])


def growth(wish):
    """Print the time that `grader grade` takes for classes of growing size."""
    for number in wish.growth:
        with class_of(number, wish) as (pipeline, assignment):
            seen = counter(number, "grader grade")
            work = Grading(pipeline, assignment, GradingOptions(jobs=wish.jobs)).run
            line("grader grade", number, *measured(lambda: work(seen)))  # noqa: B023


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chapter", default="03_yield_from")
    parser.add_argument("--number", type=int, default=60, help="0: growth alone")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--distinct", action="store_true", help="no two answers are equal")
    parser.add_argument("--growth", type=int, nargs="*", default=[10, 100, 1000])
    wish = parser.parse_args()
    compile_all()
    processors = Processors()  # not in the workers, which import this file but belong to this group
    load = os.getloadavg()[0]
    print(
        f"{wish.chapter}, {wish.jobs} at once, load {load:.1f}, Python {sys.version.split()[0]};"
        f" CPU of {processors.how}"
    )
    if wish.number:
        compare(wish)
    growth(wish)
