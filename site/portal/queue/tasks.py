"""The task that wakes the worker. It may be lost: the clock wakes it again each minute."""

from django_tasks import task

from .jobs import run_due


@task(backend="queue")
def work_off() -> int:
    """Do the jobs that are due; return how many there were."""
    return run_due()
