"""Unpacking gives back what was packed, whole, or says why not."""

from __future__ import annotations

import gzip
import io
import random

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from depositary.errors import InputError, UnpackError
from depositary.sources import Details, Input, Refusal, read_input
from depositary.sources.caps import Caps
from depositary.sources.unpack import UnpackedStream, unpack

PACKERS = {"gzip": gzip.compress, "zstd": zstandard.ZstdCompressor(write_checksum=True).compress}
LOOSE = Caps(ratio_from=1_000_000_000)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=2000), min_size=1, max_size=4), st.sampled_from(sorted(PACKERS)), st.integers(1, 90))
def test_members_come_out_whole_and_in_order(parts: list[bytes], packing: str, times: int) -> None:
    whole = [part * times for part in parts]
    packed = b"".join(PACKERS[packing](part) for part in whole)
    stream = UnpackedStream(io.BytesIO(packed), packing, LOOSE)
    assert stream.read(10_000_000) == b"".join(whole)
    assert not stream.faults


@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=3000), st.sampled_from(sorted(PACKERS)), st.data())
def test_what_is_cut_off_is_noticed(data: bytes, packing: str, draw: st.DataObject) -> None:
    packed = PACKERS[packing](data)
    cut = packed[: draw.draw(st.integers(4, len(packed) - 1))]
    with pytest.raises(UnpackError):
        unpack(cut, LOOSE)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"\x1f\x8b", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd"]))
def test_any_bytes_are_unpacked_or_refused(data: bytes, magic: bytes) -> None:
    source = Input("given", io.BytesIO(magic + data))
    offers = list(read_input(source, Details(), None, lambda warning: None))
    assert len(offers) >= 1
    assert all(isinstance(offer, Refusal) or offer.text for offer in offers)


def test_a_body_of_many_chunks_is_whole() -> None:
    data = random.Random(1).randbytes(1_000_000)
    assert unpack(gzip.compress(data), Caps()) == data


def test_a_bomb_is_refused() -> None:
    with pytest.raises(InputError, match="200 times its size"):
        unpack(gzip.compress(bytes(30_000_000)), Caps())


@pytest.mark.parametrize("packing", sorted(PACKERS))
@pytest.mark.parametrize("spoil", ["flip", "drop", "junk"])
def test_the_members_behind_damage_are_found_again(packing: str, spoil: str) -> None:
    whole = [random.Random(n).randbytes(3000) for n in range(5)]
    members = [PACKERS[packing](part) for part in whole]
    middle = members[2]
    members[2] = {
        "flip": middle[:40] + bytes(byte ^ 0xFF for byte in middle[40:90]) + middle[90:],
        "drop": middle[: len(middle) // 2],
        "junk": b"no archive at all" * 9,
    }[spoil]
    stream = UnpackedStream(io.BytesIO(b"".join(members)), packing, LOOSE)
    found, known = [], -1
    while known < len(stream.faults):
        known = len(stream.faults)
        found.append(stream.read(1_000_000))
    assert stream.faults
    assert found[0].startswith(whole[0] + whole[1])
    assert found[-1].endswith(whole[4])
