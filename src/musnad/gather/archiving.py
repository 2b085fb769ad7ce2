"""What sites answered, kept as it came: WARC 1.1 files (ISO 28500:2017), one record packed after the other.

A new file is begun at each run, so that a record cut off by a crash is the last of its file and harms no other.
"""

from __future__ import annotations

import base64
import hashlib
import os
from datetime import UTC, datetime
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import NamedTuple

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from musnad.errors import StoreError
from musnad.gather.fetching import Visit

_FILE_LIMIT = 1_000_000_000  # bytes, as large as such files are kept (WARC 1.1, annex C)
_SAME = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_REMEMBERED = 20_000  # addresses
#: Headers of the answer that no longer fit its unpacked body.
_OF_THE_WAY = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class Kept(NamedTuple):
    """Where an answer is kept: the id of its record and the digest of its body."""

    record: str
    digest: str


class _Last(NamedTuple):
    """What was written of an address the last time."""

    record: str
    digest: str
    url: str
    moment: str


class Archive:
    """A folder of WARC files that grows. A context manager. Raises StoreError where nothing can be written."""

    def __init__(self, folder: Path, software: str) -> None:
        self._folder, self._software = folder, software
        self._file: RawIOBase | None = None
        self._last: dict[str, _Last] = {}

    def keep(self, visit: Visit, address: str) -> Kept:
        """Write the answer to ``address`` as a record; it is on its way to the disk when this returns. What is the
        same as the last time is not written again: a record says so, and leads to the one that has it (6.7.2)."""
        record, digest = WarcRecord(), f"sha1:{base64.b32encode(_digest(visit.raw)).decode()}"
        last, moment = self._last.get(address), visit.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        same = last is not None and last.digest == digest
        record.init_headers(record_type=WarcRecordType.revisit if same else WarcRecordType.response)
        record.headers["WARC-Target-URI"] = _line(visit.url)
        record.headers["WARC-Date"] = moment
        record.headers["WARC-Payload-Digest"] = digest
        record.headers["Content-Type"] = "application/http; msgtype=response"
        if same and last is not None:
            record.headers["WARC-Profile"] = _SAME
            record.headers["WARC-Refers-To"] = last.record
            record.headers["WARC-Refers-To-Target-URI"] = last.url
            record.headers["WARC-Refers-To-Date"] = last.moment
        elif address != visit.url:
            record.headers["WARC-Refers-To-Target-URI"] = _line(address)
        record.set_bytes_content(_http(visit, with_body=not same))
        self._write(record)
        if last is not None and same:
            return Kept(last.record, digest)
        if len(self._last) >= _REMEMBERED:
            del self._last[next(iter(self._last))]
        self._last[address] = _Last(str(record.record_id), digest, _line(visit.url), moment)
        return Kept(str(record.record_id), digest)

    def close(self) -> None:
        """End the open file."""
        if self._file:
            self._file.close()
            self._file = None

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self, record: WarcRecord) -> None:
        try:
            if self._file is None or self._file.tell() > _FILE_LIMIT:
                self._begin()
            assert self._file is not None
            _append(self._file, record)
        except OSError as error:
            raise StoreError("archive_unwritable", store=self._folder, why=error.strerror or str(error)) from error

    def _begin(self) -> None:
        self.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        moment = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
        self._file = (self._folder / f"musnad-{moment}-{os.getpid()}.warc.gz").open("xb", buffering=0)
        about = WarcRecord()
        about.init_headers(record_type=WarcRecordType.warcinfo)
        about.headers["Content-Type"] = "application/warc-fields"
        about.set_bytes_content(f"software: {self._software}\r\nformat: WARC File Format 1.1\r\n".encode())
        _append(self._file, about)


def _append(file: RawIOBase, record: WarcRecord) -> None:
    """Write a record whole or not at all: what does not fit on the disk leaves no torn record before the next."""
    packed = BytesIO()
    record.write(GzipWriter(packed), checksum_data=True)
    start, rest = file.tell(), packed.getbuffer()
    try:
        while rest:
            rest = rest[file.write(rest) :]
    except OSError:
        file.truncate(start)
        file.seek(start)
        raise


def _http(visit: Visit, with_body: bool) -> bytes:
    """The answer as HTTP/1.1 would carry it unpacked (RFC 9112)."""
    pairs = [(name, value) for name, value in visit.headers if name.lower() not in _OF_THE_WAY]
    pairs.append(("Content-Length", str(len(visit.raw))))
    head = "".join(f"{_line(name)}: {_line(value)}\r\n" for name, value in pairs)
    return f"HTTP/1.1 {visit.status} -\r\n{head}\r\n".encode() + (visit.raw if with_body else b"")


def _line(value: str) -> str:
    """No value of a header begins another header."""
    return " ".join(value.split())


def _digest(raw: bytes) -> bytes:
    return hashlib.sha1(raw, usedforsecurity=False).digest()
