"""A device that holds one passkey, and whatever a hostile one might say."""

import hashlib
import json
import os
import re

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG


def challenge_on(client, path: str) -> str:
    """What the page asks the device to sign."""
    page = client.get(path).content.decode()
    data = json.loads(re.search(r'id="passkey-data" type="application/json">(.*?)</script>', page)[1])
    return next(iter(data.values()))["publicKey"]["challenge"]


class Device:
    def __init__(self, host="localhost", origin="http://localhost"):
        self.key, self.number = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.host, self.origin = host, origin

    def of_the_site(self, flags: FLAG, credential=b"") -> AuthenticatorData:
        return AuthenticatorData.create(hashlib.sha256(self.host.encode()).digest(), flags, 0, credential)

    def made(self, challenge: str) -> str:
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(b"\0" * 16, self.number, public)
        said = self.of_the_site(FLAG.UP | FLAG.UV | FLAG.AT, credential)
        client = CollectedClientData.create("webauthn.create", challenge, self.origin)
        return self.wrapped(
            clientDataJSON=websafe_encode(client),
            attestationObject=websafe_encode(AttestationObject.create("none", said, {})),
        )

    def signed(self, challenge: str, act="webauthn.get", flags=FLAG.UP | FLAG.UV) -> str:
        said, client = self.of_the_site(flags), CollectedClientData.create(act, challenge, self.origin)
        signature = self.key.sign(said + client.hash, ec.ECDSA(hashes.SHA256()))
        return self.wrapped(
            clientDataJSON=websafe_encode(client),
            authenticatorData=websafe_encode(said),
            signature=websafe_encode(signature),
        )

    def wrapped(self, **response: str) -> str:
        number = websafe_encode(self.number)
        return json.dumps(
            {
                "id": number,
                "rawId": number,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )
