# SPDX-License-Identifier: MIT
"""Read a file whose path is not trusted: regular files only, up to a limit, without blocking.

A FIFO or a device may block or never end, and opening a device can act on it. So
the type is checked before the file is opened, and again afterwards, because the
path can be replaced in between.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from typing import BinaryIO

_MEBIBYTE = 2**20
MAX_CONFIGURATION_SIZE = 16 * _MEBIBYTE
"""The largest file of settings that is read, in bytes."""

_STREAM_PATH = re.compile(r"/dev/(?:stdin|fd/(\d{1,9}))")
_TYPES = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a character device"),
    (stat.S_ISBLK, "a block device"),
)


class NotRegularFileError(OSError):
    """The path names a directory, FIFO, socket or device."""


class FileTooLargeError(OSError):
    """The content is larger than the limit."""


def read_regular_file(path: str | os.PathLike[str], limit: int) -> bytes:
    """The content of the regular file `path`, of at most `limit` bytes.

    Symbolic links are followed. Raises `NotRegularFileError`, `FileTooLargeError`,
    another OSError (`strerror` is a complete reason in each case), or ValueError
    for a path that cannot exist, such as one with a NUL.
    """
    _require_regular(os.stat(path))
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        _require_regular(status)
        if status.st_size > limit:
            raise _too_large(limit)
        return _read_up_to(file, limit)


def require_regular_file(path: str | os.PathLike[str], limit: int) -> None:
    """Raise OSError with the path unless it is a regular file of at most `limit` bytes."""
    status = os.stat(path)
    try:
        _require_regular(status)
        if status.st_size > limit:
            raise _too_large(limit)
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error


def is_stream_path(path: str) -> bool:
    """Whether `path` names an open stream: `/dev/stdin` or `/dev/fd/N`."""
    return _STREAM_PATH.fullmatch(path) is not None


def read_stream(path: str, limit: int) -> bytes:
    """The rest of the stream that `path` names; any other path is standard input.

    Raises `FileTooLargeError` after more than `limit` bytes, `NotRegularFileError`
    for a directory, or another OSError.
    """
    match = _STREAM_PATH.fullmatch(path)
    if match is None or match[1] in (None, "0"):
        return _read_up_to(sys.stdin.buffer, limit)
    with open(os.dup(int(match[1])), "rb") as file:
        return _read_up_to(file, limit)


def _require_regular(status: os.stat_result) -> None:
    if stat.S_ISREG(status.st_mode):
        return
    words = next((word for is_type, word in _TYPES if is_type(status.st_mode)), None)
    reason = f"is {words}, not a regular file" if words else "is not a regular file"
    raise NotRegularFileError(errno.EINVAL, reason)


def _read_up_to(file: BinaryIO, limit: int) -> bytes:
    data = file.read(limit + 1)
    if len(data) > limit:
        raise _too_large(limit)
    return data


def _too_large(limit: int) -> FileTooLargeError:
    size = f"{limit // _MEBIBYTE} MiB" if limit >= _MEBIBYTE else f"{limit} bytes"
    return FileTooLargeError(errno.EFBIG, f"is larger than the limit of {size}")
