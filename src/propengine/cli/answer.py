"""How an answer is printed: in a language, at a level, in a form."""

from propengine.cli.output import say
from propengine.cli.terminal import write
from propengine.explain.forms import Form, Wanted, lines_of, text_of
from propengine.v1 import decision_pb2


def print_answer(decision: decision_pb2.Decision, wanted: Wanted) -> None:
    """Print an answer as it is wanted; lines are wrapped on a terminal.

    Raises:
        UnreadableAnswerError: it is no answer that can be told.
    """
    if wanted.form is Form.TEXT:
        write(lines_of(decision, wanted))
    else:
        say(text_of(decision, wanted))
