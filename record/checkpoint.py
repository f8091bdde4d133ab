"""Signed checkpoints: whoever keeps one can prove a later change of what stood before it."""

import base64
import json
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from record.clock import now, standing
from record.models import Checkpoint


def sign() -> Checkpoint | None:
    """Sign where the record stands now; None while nothing has been said."""
    head = standing()
    if not head.seq:
        return None
    at = now()
    key = _key()
    signature = key.sign(line(head.seq, head.hash, at.isoformat()))
    return Checkpoint.objects.create(
        seq=head.seq,
        hash=head.hash,
        signed_at=at,
        public_key=key.public_key().public_bytes_raw().hex(),
        signature=signature.hex(),
    )


def line(seq: int, digest: str, signed_at: str) -> bytes:
    """The bytes that are signed: one JSON array, without spaces, in UTF-8."""
    return json.dumps(
        ["watchdesk-checkpoint", seq, digest, signed_at], separators=(",", ":")
    ).encode()


def holds(checkpoint: Checkpoint) -> bool:
    """Whether the checkpoint's signature fits what it says."""
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(checkpoint.public_key))
    said = line(checkpoint.seq, checkpoint.hash, checkpoint.signed_at.isoformat())
    try:
        key.verify(bytes.fromhex(checkpoint.signature), said)
    except InvalidSignature:
        return False
    return True


def _key() -> Ed25519PrivateKey:
    """The desk's key: from CHECKPOINT_KEY (base64, 32 bytes), else kept under `var/`."""
    if settings.CHECKPOINT_KEY:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(settings.CHECKPOINT_KEY))
    path = Path(settings.VAR) / "checkpoint-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    with os.fdopen(handle, "wb") as file:
        key = Ed25519PrivateKey.generate()
        file.write(key.private_bytes_raw())
    return key
