# SPDX-License-Identifier: MIT
"""A program on a pseudo-terminal, step by step: what it says is waited for, keys are typed, and so on to its end."""
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time

SECONDS = 60


class Terminal:
    """`output` is all that the program has said so far, in bytes as the terminal gets them."""

    def __init__(self, command, env, columns=80, rows=24, cwd=None):
        self.parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.first_modes = self.modes
        self.process = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env=env, cwd=cwd,
                                        start_new_session=True,
                                        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(child)
        self.output = b""
        self.answered = 0  # so much of the output was there when something was typed

    @property
    def modes(self):
        """Whether it echoes, reads lines, and so on."""
        return termios.tcgetattr(self.parent)[3]

    @property
    def text(self):
        return self.output.decode(errors="surrogateescape").replace("\r\n", "\n")

    def read(self):
        """Take what it says next; False at its end, or when it says nothing for long."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            is_over = self.process.poll() is not None  # others may still have the terminal open
            if select.select([self.parent], [], [], 0 if is_over else 0.1)[0]:
                try:
                    piece = os.read(self.parent, 65536)
                except OSError:
                    return False
                self.output += piece
                return bool(piece)
            if is_over:
                return False
        return False

    def wait_for(self, text):
        """Until it says a text that it had not said when something was typed last."""
        while text.encode() not in self.output[self.answered:]:
            assert self.read(), f"never said {text!r}: {self.text}"

    def wait_for_keys(self):
        """Until it reads single keys: a line editor says its prompt a moment before it does."""
        end = time.monotonic() + SECONDS
        while self.modes & termios.ICANON and time.monotonic() < end:
            time.sleep(0.001)

    def type(self, keys):
        self.answered = len(self.output)
        os.write(self.parent, keys.encode())

    def answer(self, typed, line_editor=False):
        """Type each of (text to wait for, keys) in turn; prompts of a line editor end with '> '."""
        for text, keys in typed:
            self.wait_for(text)
            if line_editor and self.output.endswith(b"> "):
                self.wait_for_keys()
            self.type(keys)

    def end(self):
        """Its exit code, once it has said everything; one that does not end is killed."""
        while self.read():
            pass
        try:
            return self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"it did not end: {self.text}") from None
        finally:
            self.close()

    def close(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.parent)  # not before its end: closing this side hangs up on it
