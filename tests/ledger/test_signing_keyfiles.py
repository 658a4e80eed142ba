"""Keys in files: whole or not at all, for their owner alone, and readable by OpenSSL."""

import stat
import subprocess
from pathlib import Path
from shutil import which

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from ledger.signing import EVENT_TAG, FileSigner, KeyRefused, new_key, verify
from tests.kit.needs import not_run

MESSAGE = EVENT_TAG + b"body"
BOTH = pytest.mark.parametrize("algorithm", ["ed25519", "p256"])


def needs_openssl() -> None:
    if which("openssl") is None:
        not_run("openssl is not installed: it cannot check our keys and signatures")


def openssl(*arguments: str | Path) -> str:
    done = subprocess.run(
        ["openssl", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@BOTH
def test_a_saved_key_is_the_same_key_and_only_its_owner_reads_it(
    algorithm: str, tmp_path: Path
) -> None:
    signer, path = new_key(algorithm), tmp_path / "ledger.pem"
    signer.save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["ledger.pem"], "nothing left beside"
    again = FileSigner.load(path)
    assert (again.algorithm, again.public, again.key_id) == (
        signer.algorithm,
        signer.public,
        signer.key_id,
    )
    assert verify(algorithm, signer.public, again.sign(MESSAGE), MESSAGE)


def test_a_key_is_never_written_over_another(tmp_path: Path) -> None:
    path = tmp_path / "ledger.pem"
    new_key("ed25519").save(path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        new_key("ed25519").save(path)
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


@BOTH
def test_a_key_under_a_password_opens_with_it_alone(algorithm: str, tmp_path: Path) -> None:
    signer, path = new_key(algorithm), tmp_path / "sealed.pem"
    signer.save(path, password="保证金".encode())
    assert path.read_bytes().startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n")
    assert FileSigner.load(path, password="保证金".encode()).public == signer.public
    for wrong in (None, b"wrong"):
        with pytest.raises(KeyRefused, match=rf"^key file {path}: "):
            FileSigner.load(path, password=wrong)


@BOTH
def test_openssl_reads_our_password_files_and_finds_600000_rounds(
    algorithm: str, tmp_path: Path
) -> None:
    needs_openssl()
    signer, path = new_key(algorithm), tmp_path / "sealed.pem"
    signer.save(path, password=b"secret")
    parsed = openssl("asn1parse", "-in", path)
    for part in ("PBES2", "PBKDF2", "hmacWithSHA512", "aes-256-cbc", ":0927C0"):
        assert part in parsed
    shown = openssl("pkey", "-in", path, "-passin", "pass:secret", "-noout", "-text_pub")
    assert signer.public.hex() in "".join(shown.split()).replace(":", "")


def test_a_key_file_made_by_openssl_is_read(tmp_path: Path) -> None:
    needs_openssl()
    plain, sealed = tmp_path / "plain.pem", tmp_path / "sealed.pem"
    openssl("genpkey", "-algorithm", "ed25519", "-out", plain)
    openssl(
        "pkcs8",
        "-topk8",
        "-v2prf",
        "hmacWithSHA512",
        "-iter",
        "600000",
        "-in",
        plain,
        "-out",
        sealed,
        "-passout",
        "pass:secret",
    )
    assert FileSigner.load(sealed, b"secret").public == FileSigner.load(plain).public


@BOTH
def test_openssl_verifies_our_signature_and_refuses_a_bent_message(
    algorithm: str, tmp_path: Path
) -> None:
    needs_openssl()
    signer = new_key(algorithm)
    signer.save(tmp_path / "key.pem")
    openssl("pkey", "-in", tmp_path / "key.pem", "-pubout", "-out", tmp_path / "public.pem")
    signature = signer.sign(MESSAGE)
    if algorithm == "p256":
        halves = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
        signature = encode_dss_signature(*halves)
    (tmp_path / "signature").write_bytes(signature)
    for message, answer in ((MESSAGE, "Verified Successfully"), (b"bent", "Verification Failure")):
        (tmp_path / "message").write_bytes(message)
        said = openssl(
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            tmp_path / "public.pem",
            "-rawin",
            "-sigfile",
            tmp_path / "signature",
            "-in",
            tmp_path / "message",
        )
        assert answer in said


def write_pem(path: Path, key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> None:
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))


def test_files_that_hold_no_key_of_ours_are_refused_with_their_name(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    path.write_text("no key")
    with pytest.raises(KeyRefused, match=rf"^key file {path}: "):
        FileSigner.load(path)
    write_pem(path, rsa.generate_private_key(65537, 2048))
    with pytest.raises(KeyRefused, match=r"RSAPrivateKey is neither an Ed25519 nor a P-256 key$"):
        FileSigner.load(path)
    write_pem(path, ec.generate_private_key(ec.SECP384R1()))
    with pytest.raises(KeyRefused, match=r"is no uncompressed point of P-256"):
        FileSigner.load(path)
    new_key("p256").save(tmp_path / "plain.pem")
    with pytest.raises(KeyRefused, match=rf"^key file {tmp_path / 'plain.pem'}: "):
        FileSigner.load(tmp_path / "plain.pem", password=b"not needed")
