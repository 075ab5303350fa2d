"""The task that wakes the worker. It may be lost: the clock wakes it again each minute."""

from django_tasks import task

from .jobs import due, run_due


@task(backend="queue")
def work_off() -> int:
    """Do jobs that are due; return how many. What is left is for a task of its own."""
    done = run_due()
    if due().exists():
        work_off.enqueue()
    return done
