"""Tokens, keys and sealed answers: what opens them, what does not, what they betray."""

from __future__ import annotations

import base64
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overens.common.ballots import sealing
from overens.common.ballots.faults import (
    AnswerTooLong,
    PassphraseTooShort,
    WrongPassphrase,
)

pytestmark = pytest.mark.pure

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=2_000)
keys = st.binary(min_size=32, max_size=32)


@given(texts, keys)
def test_a_locked_answer_comes_back_as_it_was(text, secret):
    assert sealing.unlock(sealing.lock(text, secret), secret) == text


@given(texts)
def test_a_sealed_answer_comes_back_by_the_private_key_alone(text):
    mine, other = sealing.new_private_key(), sealing.new_private_key()
    sealed = sealing.seal(text, sealing.public_half(mine))

    assert sealing.unseal(sealed, mine) == text
    with pytest.raises(ValueError, match="does not open"):
        sealing.unseal(sealed, other)


@given(texts)
def test_the_length_of_a_sealed_answer_is_one_of_a_few(text):
    public_key = sealing.public_half(sealing.new_private_key())

    sealed = {len(sealing.seal(text, public_key)) for _ in range(2)}

    # 48 bytes of seal, then base64: four letters for three bytes.
    allowed = {4 * math.ceil((48 + length) / 3) for length in sealing.LENGTHS}
    assert len(sealed) == 1
    assert sealed < allowed


def test_yes_and_a_whole_paragraph_look_alike_when_locked():
    secret = b"s" * 32

    assert len(sealing.lock("ja", secret)) == len(sealing.lock("nej, " * 40, secret))


def test_the_longest_answer_is_taken_and_one_letter_more_is_not():
    sealing.padded("x" * (sealing.LENGTHS[-1] - 4))
    with pytest.raises(AnswerTooLong):
        sealing.padded("x" * (sealing.LENGTHS[-1] - 3))


@given(st.data())
def test_an_answer_changed_by_one_bit_does_not_open(data):
    secret = b"s" * 32
    locked = bytearray(base64.b64decode(sealing.lock("ja", secret)))
    where = data.draw(st.integers(0, len(locked) - 1))
    locked[where] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(ValueError, match="does not open"):
        sealing.unlock(base64.b64encode(bytes(locked)).decode(), secret)


@given(keys)
def test_the_code_on_paper_is_the_key_however_it_is_typed(private_key):
    paper = sealing.escrow_of(private_key)
    sloppy = paper.upper().replace("-", "  ").replace("O", "0").replace("I", "1")

    assert sealing.key_on_paper(paper) == private_key
    assert sealing.key_on_paper(sloppy.replace("B", "8")) == private_key


@pytest.mark.parametrize("code", ["", "abcd", "åäö", "abcd-" * 20, "9" * 52])
def test_what_is_no_key_is_called_so(code):
    with pytest.raises(WrongPassphrase):
        sealing.key_on_paper(code)


def test_a_wrapped_key_comes_back_by_its_passphrase_alone():
    private_key = sealing.new_private_key()
    wrapped = sealing.wrap(private_key, "fyra ord i en rad")

    # What a person cannot see makes no difference.
    assert sealing.unwrap(wrapped, "  fyra ord  i en rad ") == private_key
    with pytest.raises(WrongPassphrase):
        sealing.unwrap(wrapped, "fyra ord i en rad!")
    assert private_key not in wrapped


@pytest.mark.parametrize(("passphrase", "fits"), [("x" * 11, False), ("x" * 12, True)])
def test_a_passphrase_has_twelve_characters_at_least(passphrase, fits):
    if fits:
        sealing.check_passphrase(passphrase)
        return
    with pytest.raises(PassphraseTooShort):
        sealing.check_passphrase(passphrase)


def test_a_token_has_256_bits_and_is_read_however_it_is_typed():
    token = sealing.new_token()

    assert len(base64.b32decode(token.upper() + "====")) == 32
    assert sealing.typed(sealing.written(token).upper()) == token
    assert len({sealing.new_token() for _ in range(100)}) == 100


@given(keys, keys)
def test_the_key_of_an_answer_needs_both_the_token_and_the_secret(one, other):
    token, second = sealing.new_token(), sealing.new_token()

    assert sealing.answer_key(one, token) == sealing.answer_key(one, token)
    assert sealing.answer_key(one, token) != sealing.answer_key(one, second)
    if one != other:
        assert sealing.answer_key(one, token) != sealing.answer_key(other, token)
