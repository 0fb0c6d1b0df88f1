//! What a recipient's browser carries back to the customer's site, signed.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::derive::MacUse;
use crate::keyring::{KeyId, Keyring};
use crate::primitives::Mac;

const PREFIX: &str = "lsr_";
/// `{"alg":"HS256","typ":"JWT"}`
const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

/// A workspace's secret for what browsers carry back: `lsr_` and base64url of
/// `HMAC-SHA-256(return key, workspace id || generation)`. Derived, never stored; a new generation is another secret.
#[derive(Clone)]
pub struct ReturnSecret(SecretString);

/// The secret cannot be derived: its key is not in the ring, or disabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("key {0} is not in the keyring or is disabled")]
pub struct DeriveReturnSecretError(pub KeyId);

/// What is said, in the claims of RFC 7519 where it has them. It holds ids and a status, and no secret: browsers carry it,
/// and their histories keep it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReturnResult<'a> {
    /// Who says so: the public address of the deployment.
    #[serde(rename = "iss")]
    pub issuer: &'a str,
    /// To whom: the origin of the customer's site.
    #[serde(rename = "aud")]
    pub audience: &'a str,
    /// When, in seconds since the Unix epoch.
    #[serde(rename = "iat")]
    pub issued_at: i64,
    /// From when on it is not to be believed.
    #[serde(rename = "exp")]
    pub expires_at: i64,
    /// The invitation's id.
    pub invitation_id: &'a str,
    /// The connections that were made or repaired, oldest first.
    pub connection_ids: &'a [String],
    /// How the walk ended: `connected`.
    pub status: &'a str,
    /// The value that the customer wanted back.
    pub state: Option<&'a str>,
}

impl ReturnSecret {
    /// The secret of a workspace.
    ///
    /// # Errors
    /// [`DeriveReturnSecretError`]: without the key, or with a killed one, the workspace needs a new generation.
    pub fn derive(
        keyring: &Keyring,
        key_id: KeyId,
        workspace: &[u8; 16],
        generation: u32,
    ) -> Result<Self, DeriveReturnSecretError> {
        let root = keyring.for_presented(key_id).ok_or(DeriveReturnSecretError(key_id))?;
        let key = MacUse::Return.key(root);
        let mac = Zeroizing::new(Mac::new(key.as_ref()).raw(workspace).raw(&generation.to_be_bytes()).tag());
        let mut text = String::from(PREFIX);
        URL_SAFE_NO_PAD.encode_string(mac.as_ref(), &mut text);
        Ok(Self(text.into()))
    }

    /// The text, for the customer's programs.
    #[must_use]
    pub const fn text(&self) -> &SecretString {
        &self.0
    }

    /// The result as a JSON Web Token (RFC 7519) under HS256, whose key is the secret's text: what any library for such
    /// tokens checks. `None` never: the claims can always be written.
    #[must_use]
    pub fn sign(&self, result: &ReturnResult<'_>) -> Option<String> {
        let claims = serde_json::to_vec(result).ok()?;
        let signed = format!("{HEADER}.{}", URL_SAFE_NO_PAD.encode(claims));
        let tag = Mac::new(self.0.expose_secret().as_bytes()).raw(signed.as_bytes()).tag();
        Some(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(tag)))
    }
}

impl fmt::Debug for ReturnSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReturnSecret(..)")
    }
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    use sha2::Sha256;

    use super::*;
    use crate::keyring::RootKey;

    const WORKSPACE: [u8; 16] = *b"the workspace 01";

    fn secret(generation: u32) -> ReturnSecret {
        let root = RootKey::new(KeyId::new([1, 2, 3, 4]), *b"0123456789abcdefghijklmnopqrstuv").unwrap();
        let ring = Keyring::new(root);
        ReturnSecret::derive(&ring, ring.primary_id(), &WORKSPACE, generation).unwrap()
    }

    #[test]
    fn t095_a_result_is_a_web_token_that_its_secret_alone_has_made() {
        let ids = ["c1".to_owned()];
        let result = ReturnResult {
            issuer: "https://connect.example",
            audience: "https://shop.example",
            issued_at: 1_795_000_000,
            expires_at: 1_795_000_600,
            invitation_id: "i1",
            connection_ids: &ids,
            status: "connected",
            state: Some("a&b"),
        };
        let token = secret(1).sign(&result).unwrap();
        let [header, claims, tag] = token.split('.').collect::<Vec<_>>().try_into().unwrap();
        assert_eq!(URL_SAFE_NO_PAD.decode(header).unwrap(), br#"{"alg":"HS256","typ":"JWT"}"#);
        let read: serde_json::Value =
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
        assert_eq!(
            read,
            serde_json::json!({ "iss": "https://connect.example", "aud": "https://shop.example", "iat": 1_795_000_000,
                "exp": 1_795_000_600, "invitationId": "i1", "connectionIds": ["c1"], "status": "connected",
                "state": "a&b" })
        );
        let expected = |secret: &ReturnSecret| {
            let mut mac = Hmac::<Sha256>::new_from_slice(secret.text().expose_secret().as_bytes()).unwrap();
            mac.update(format!("{header}.{claims}").as_bytes());
            URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
        };
        assert_eq!(tag, expected(&secret(1)));
        assert_ne!(tag, expected(&secret(2)), "another generation");
        assert!(!format!("{:?}", secret(1)).contains("lsr_"));
        assert!(!token.contains("lsr_"));
    }
}
