//! Signing and verifying.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::WebhookSecret;
use crate::primitives::{Mac, TAG_LEN};

/// How far the timestamp of a message may be from the receiver's clock, by the reference libraries.
pub const TOLERANCE_SECONDS: u32 = 300;

const SCHEME: &str = "v1,";

/// Why a receiver must not believe a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The id is empty or has a full stop, which would let it run into the timestamp.
    #[error("the message id is not valid")]
    BadId,
    /// The timestamp is further in the past than the tolerance: perhaps a replay.
    #[error("the message is too old")]
    TooOld,
    /// The timestamp is further in the future than the tolerance.
    #[error("the message is from the future")]
    TooNew,
    /// The header has no whole `v1` signature.
    #[error("the message has no v1 signature")]
    NoSignature,
    /// No signature is right.
    #[error("no signature matches")]
    Mismatch,
}

impl WebhookSecret {
    /// Signs a message: `v1,` and base64 of HMAC-SHA-256 over `id.timestamp.body`.
    ///
    /// `body` is the very bytes that are sent. `id` must have no full stop (ours never do), `timestamp` is
    /// that of the attempt, in unix seconds.
    #[must_use]
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let mut text = String::from(SCHEME);
        STANDARD.encode_string(self.mac(id, timestamp, body).tag(), &mut text);
        text
    }

    /// Checks a message as a receiver does: `header` is the `webhook-signature` header, with one signature
    /// or several between spaces, of which one must be right; `now` is unix seconds.
    ///
    /// Versions other than `v1` are passed over. A receiver also remembers ids, since a message may come twice.
    ///
    /// # Errors
    /// [`VerifyError`].
    pub fn verify(
        &self,
        id: &str,
        timestamp: i64,
        header: &str,
        body: &[u8],
        now: i64,
        tolerance_seconds: u32,
    ) -> Result<(), VerifyError> {
        if id.is_empty() || id.contains('.') {
            return Err(VerifyError::BadId);
        }
        if timestamp < now.saturating_sub(i64::from(tolerance_seconds)) {
            return Err(VerifyError::TooOld);
        }
        if timestamp > now.saturating_add(i64::from(tolerance_seconds)) {
            return Err(VerifyError::TooNew);
        }
        let mut seen = false;
        for signature in header.split(' ').filter_map(decode) {
            seen = true;
            if self.mac(id, timestamp, body).matches(&signature) {
                return Ok(());
            }
        }
        Err(if seen { VerifyError::Mismatch } else { VerifyError::NoSignature })
    }

    fn mac(&self, id: &str, timestamp: i64, body: &[u8]) -> Mac {
        let timestamp = timestamp.to_string();
        Mac::new(self.bytes()).raw(id.as_bytes()).raw(b".").raw(timestamp.as_bytes()).raw(b".").raw(body)
    }
}

/// The header of a message signed with each of several secrets, as during a rotation: receivers on either
/// one accept it.
pub fn signature_header<'a>(
    secrets: impl IntoIterator<Item = &'a WebhookSecret>,
    id: &str,
    timestamp: i64,
    body: &[u8],
) -> String {
    let signatures: Vec<String> =
        secrets.into_iter().map(|secret| secret.sign(id, timestamp, body)).collect();
    signatures.join(" ")
}

/// All 32 bytes of a `v1` signature. A shorter one is none: a compare over the shorter length would accept it.
fn decode(signature: &str) -> Option<[u8; TAG_LEN]> {
    let bytes = STANDARD.decode(signature.strip_prefix(SCHEME)?).ok()?;
    bytes.try_into().ok()
}
