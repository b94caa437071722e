"""Tokens, keys and sealed answers. Pure Python; what is random comes from the system.

Until closing an answer lies as its mode says: in the open, locked with a key that the
server holds (confidential), or sealed to a public key whose private half nobody can use
without a passphrase or a code on paper (anonymous). The last two are padded to a few
fixed lengths first, since a length can tell which answer is whose.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
import re
import secrets
from collections.abc import Sequence
from typing import TypeVar

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from overens.common.ballots.faults import (
    AnswerTooLong,
    PassphraseTooShort,
    WrongPassphrase,
)

# 256 bits: of a token, of a ballot's secret, of a key.
KEY_BYTES = 32
# Bytes that an answer is padded to; the longest is also the most that is taken.
LENGTHS = (256, 1024, 4096, 16_384, 65_536)
SHORTEST_PASSPHRASE = 12
# How many characters stand together where a code is printed.
_TOGETHER = 4
# What is written where a letter was meant, in an alphabet of a-z and 2-7.
_MISREAD = str.maketrans("018", "oib")
_LENGTH_BYTES = 4
# Of a token, five bits a letter; what is left of one without its letters is nothing.
_LETTERS = -(-KEY_BYTES * 8 // 5)
_IN_TOKENS = dict.fromkeys(map(ord, "abcdefghijklmnopqrstuvwxyz234567"))

_Thing = TypeVar("_Thing")


def new_token() -> str:
    """Return a token of 256 random bits, in small letters and digits."""
    return _letters(secrets.token_bytes(KEY_BYTES))


def is_token(text: str) -> bool:
    """Say whether a text looks as ``new_token`` writes one.

    >>> is_token("a" * 52), is_token("A" * 52), is_token("a" * 51 + "1")
    (True, False, False)
    """
    return len(text) == _LETTERS and not text.translate(_IN_TOKENS)


def written(code: str) -> str:
    """Return a code in groups of four, as it is printed.

    >>> written("abcdefghij")
    'abcd-efgh-ij'
    """
    parts = range(0, len(code), _TOGETHER)
    return "-".join(code[start : start + _TOGETHER] for start in parts)


# A token as ``written`` prints it.
WRITTEN_TOKEN = re.compile(
    rf"(?:[a-z2-7]{{{_TOGETHER}}}-){{{_LETTERS // _TOGETHER - 1},}}[a-z2-7]{{1,4}}"
)


def typed(code: str) -> str:
    """Return a code as it was made, however it was typed.

    >>> typed(" ABCD-efgh 0") == "abcdefgho"
    True
    """
    kept = code.lower()
    if not kept.isalnum():
        kept = "".join(letter for letter in kept if letter.isalnum())
    return kept.translate(_MISREAD)


def hash_of(token: str) -> str:
    """Return the SHA-256 of a token, which is all that is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def answer_key(secret: bytes, token: str) -> str:
    """Return the key that every answer by this token has, and no other.

    Nobody can tell which token made it without both the token and the secret.

    Source: HMAC-SHA256, RFC 2104.
    """
    return hmac.new(secret, token.encode(), hashlib.sha256).hexdigest()


def draft_keys(secret: bytes, token: str) -> tuple[str, bytes]:
    """Return the key that this token's draft lies under, and the one that opens it.

    Source: HMAC-SHA256, RFC 2104, once for each use.
    """
    place = hmac.new(secret, b"draft's place " + token.encode(), hashlib.sha256)
    lock_with = hmac.new(secret, b"draft's lock " + token.encode(), hashlib.sha256)
    return place.hexdigest(), lock_with.digest()


def padded(text: str) -> bytes:
    """Return a text with its length before it, filled up to one of ``LENGTHS``.

    Raises:
        AnswerTooLong: it is longer than the last of them.
    """
    data = text.encode()
    whole = len(data).to_bytes(_LENGTH_BYTES, "big") + data
    for length in LENGTHS:
        if len(whole) <= length:
            return whole.ljust(length, b"\0")
    raise AnswerTooLong()


def unpadded(data: bytes) -> str:
    """Return the text that ``padded`` filled up."""
    length = int.from_bytes(data[:_LENGTH_BYTES], "big")
    return data[_LENGTH_BYTES : _LENGTH_BYTES + length].decode()


def lock(text: str, secret: bytes) -> str:
    """Return a text that only the ballot's secret opens."""
    return base64.b64encode(_box(secret).encrypt(padded(text))).decode()


def unlock(locked: str, secret: bytes) -> str:
    """Return what ``lock`` locked.

    Raises:
        ValueError: it is not as it was, or locked with another secret.
    """
    try:
        return unpadded(_box(secret).decrypt(base64.b64decode(locked)))
    except CryptoError as fault:
        raise ValueError("The answer does not open.") from fault


def seal(text: str, public_key: str) -> str:
    """Return a text that only the private half of the key opens.

    Args:
        public_key: 64 hexadecimal digits.
    """
    box = SealedBox(PublicKey(bytes.fromhex(public_key)))
    return base64.b64encode(box.encrypt(padded(text))).decode()


def unseal(sealed: str, private_key: bytes) -> str:
    """Return what ``seal`` sealed.

    Raises:
        ValueError: it is not as it was, or sealed to another key.
    """
    try:
        box = SealedBox(PrivateKey(private_key))
        return unpadded(box.decrypt(base64.b64decode(sealed)))
    except CryptoError as fault:
        raise ValueError("The answer does not open.") from fault


def new_private_key() -> bytes:
    """Return a private key."""
    return bytes(PrivateKey.generate())


def public_half(private_key: bytes) -> str:
    """Return the public half of a key, as 64 hexadecimal digits."""
    return bytes(PrivateKey(private_key).public_key).hex()


def check_passphrase(passphrase: str) -> None:
    """Say no to a passphrase that could be found by trying.

    Raises:
        PassphraseTooShort: fewer than ``SHORTEST_PASSPHRASE`` characters.
    """
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort(shortest=SHORTEST_PASSPHRASE)


def wrap(private_key: bytes, passphrase: str) -> bytes:
    """Return a key that only the passphrase gives back.

    Source: Argon2id, RFC 9106; 64 MiB, so that trying passphrases costs.
    """
    salt = secrets.token_bytes(argon2id.SALTBYTES)
    return salt + SecretBox(_stretched(passphrase, salt)).encrypt(private_key)


def unwrap(wrapped: bytes, passphrase: str) -> bytes:
    """Return the key that was wrapped.

    Raises:
        WrongPassphrase: it is not the passphrase.
    """
    salt, box = wrapped[: argon2id.SALTBYTES], wrapped[argon2id.SALTBYTES :]
    try:
        return SecretBox(_stretched(passphrase, salt)).decrypt(box)
    except CryptoError as fault:
        raise WrongPassphrase(field="passphrase") from fault


def escrow_of(private_key: bytes) -> str:
    """Return a key as a code to print on paper."""
    return written(_letters(private_key))


def key_on_paper(escrow: str) -> bytes:
    """Return the key that stands on paper.

    Raises:
        WrongPassphrase: it is no key.
    """
    code = typed(escrow).upper()
    try:
        private_key = base64.b32decode(code + "=" * (-len(code) % 8))
    except ValueError as fault:
        raise WrongPassphrase(field="passphrase") from fault
    if len(private_key) != KEY_BYTES:
        raise WrongPassphrase(field="passphrase")
    return private_key


def shuffled(things: Sequence[_Thing]) -> list[_Thing]:
    """Return the things in an order that nobody can foresee or find again."""
    mixed = list(things)
    random.SystemRandom().shuffle(mixed)
    return mixed


def _letters(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=").lower()


def _box(secret: bytes) -> SecretBox:
    # Not the secret itself, which makes the keys of the answers.
    return SecretBox(hmac.new(secret, b"answers", hashlib.sha256).digest())


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return argon2id.kdf(
        SecretBox.KEY_SIZE,
        " ".join(passphrase.split()).encode(),
        salt,
        opslimit=argon2id.OPSLIMIT_MODERATE,
        memlimit=argon2id.MEMLIMIT_INTERACTIVE,
    )
