"""Grade one class by stock nbgrader, a kernel for each notebook, and by `grader grade`.

    python benchmarks/class_grading.py                 # 60 submissions, both ways
    python benchmarks/class_grading.py --growth        # ours alone: 10, 30, 100, 300, 1000

The class hands in the first chapter; its answers are those stored under tests/exercises/, right
ones and real mistakes mixed.  Scores are compared wherever stock nbgrader can judge at all.
"""

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from grader.classroom.assess import assess
from grader.classroom.grade import Grading, Wish, master_of
from grader.classroom.pipeline import Pipeline, PipelineError
from grader.course import Course, grade_id

CHAPTER = "01_executors"
STUCK = ("busy_wait", "empty_queue", "never_ends", "endless")  # minutes in a kernel, each
STOCK = ("sanitize_preprocessors", "autograde_preprocessors")


def answers(course, exercise):
    """The stored answers to an exercise, right and wrong."""
    files = sorted((course.root / "tests" / "exercises" / exercise).glob("[rw]*_*.py"))
    return [path.read_text("utf-8") for path in files if not any(s in path.stem for s in STUCK)]


def hand_in(course, master, submitted, number):
    """A class of so many students, no two alike as long as the answers last."""
    stored = {exercise.name: answers(course, exercise.name) for exercise in master.exercises}
    for student in range(number):
        notebook = json.loads(json.dumps(master.released))
        for place, cell in enumerate(notebook["cells"]):
            texts = stored.get((grade_id(cell) or "").removesuffix("_answer"))
            if texts and (grade_id(cell) or "").endswith("_answer"):
                cell["source"] = texts[(student * 7 + place * 3) % len(texts)]
        folder = submitted / f"student {student:04}" / master.name
        folder.mkdir(parents=True)
        (folder / master.file_name).write_text(json.dumps(notebook), encoding="utf-8")


def class_of(number):
    """A fresh class, its submissions handed in and its gradebook ready."""
    course = Course.here()
    master = master_of(course, CHAPTER)
    pipeline = Pipeline(course, Path(tempfile.mkdtemp(prefix="class-")))
    hand_in(course, master, pipeline.folder("submitted"), number)
    pipeline.release(CHAPTER)
    return pipeline, master


def cpu():
    """Processor seconds of this process and of all that have ended."""
    usages = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def measured(work):
    """Wall and processor seconds of some work."""
    wall, spent = time.perf_counter(), cpu()
    work()
    return time.perf_counter() - wall, cpu() - spent


def scores(pipeline):
    """What the gradebook says, check by check."""
    with pipeline.gradebook() as book:
        return {
            (each.student.id, grade.name): grade.auto_score
            for each in book.assignment_submissions(CHAPTER)
            for notebook in each.notebooks
            for grade in notebook.grades
        }


def by_stock(pipeline, students):
    """Grade with nbgrader's own preprocessors; who could not be judged."""
    for name in STOCK:
        pipeline.config.Autograde.pop(name, None)
    failed = []
    for student in students:
        try:
            pipeline.autograde(CHAPTER, student)
        except PipelineError:
            failed.append(student)
    return failed


def overhead(pipeline, master, number=10):
    """Processor seconds a submission of judge and writer, without what attempts take."""
    grading = Grading(pipeline, master, Wish())
    began = time.process_time()
    found = [(each, assess(master, each)) for each in grading.submissions[:number]]
    judging = time.process_time() - began
    with grading._writer() as writer:
        began = time.process_time()
        for submission, assessment in found:
            writer.write(submission, assessment)
        writing = time.process_time() - began
    return judging / number, writing / number


def compare(number, jobs):
    """Both ways, one after the other, and what came of it."""
    pipeline, master = class_of(number)
    grading = Grading(pipeline, master, Wish(jobs=jobs))
    wall, spent = measured(grading.run)
    ours = scores(pipeline)
    print(
        f"grader grade  {wall:8.1f} s  {wall / number:6.3f} s each, {spent / number:.2f} s of CPU"
    )
    judging, writing = overhead(pipeline, master)
    print(
        f"  of that CPU beyond the attempts: judge {judging:.3f} s, gradebook {writing:.3f} s each"
    )
    students = [each.student for each in grading.submissions]
    shutil.rmtree(pipeline.folder("autograded"))
    failed = []
    stock_wall, spent = measured(lambda: failed.extend(by_stock(pipeline, students)))
    print(
        f"nbgrader      {stock_wall:8.1f} s  {stock_wall / number:6.3f} s each, {spent / number:.2f} s of CPU;"
        f" {len(failed)} not judged"
    )
    print(f"{stock_wall / wall:.1f} times as fast")
    differ(ours, scores(pipeline), failed)
    shutil.rmtree(pipeline.home)


def differ(ours, stock, failed):
    """Print the scores that are not the same."""
    judged = [key for key in ours if key[0] not in failed]
    different = [key for key in judged if ours[key] != stock[key]]
    print(f"{len(judged) - len(different)} of {len(judged)} scores are the same")
    for key in different:
        print("  ", *key, "ours", ours[key], "stock", stock[key])


def growth(jobs):
    """How the time grows with the class."""
    for number in (10, 30, 100, 300, 1000):
        pipeline, master = class_of(number)
        wall, spent = measured(Grading(pipeline, master, Wish(jobs=jobs)).run)
        print(
            f"{number:5} submissions {wall:8.1f} s, {wall / number:.3f} s each, {spent:.0f} s of CPU"
        )
        shutil.rmtree(pipeline.home)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--growth", action="store_true")
    wish = parser.parse_args()
    growth(wish.jobs) if wish.growth else compare(wish.number, wish.jobs)
