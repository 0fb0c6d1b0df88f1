//! The box that everything sealed in the database shares: AES-256-CTR, then HMAC-SHA-256.
//!
//! ```text
//! box = version (0x01) || key id (4) || iv (16) || ciphertext (n * 32) || tag (32)
//! tag = HMAC(mac key, part* || version || key id || iv || ciphertext),   part = u64(len) || bytes
//! ```
//!
//! The parts say where the box belongs, the first of them what kind it is; each kind has a fixed number
//! of parts. The plaintext is padded as in a sealed link, so that a copied database does not show how
//! long a password is. [`vault`](crate::vault), [`webhook`](crate::webhook) and
//! [`session`](crate::session) build on it.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::derive::{BoxKeys, BoxUse};
use crate::keyring::{KeyId, Keyring};
use crate::padding;
use crate::primitives::{IV_LEN, Mac, TAG_LEN, aes_256_ctr, fresh_iv};

const VERSION: u8 = 0x01;

/// Why something stored did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AtRestError {
    /// Not a box: too short, or not whole blocks.
    #[error("the stored value is malformed")]
    Malformed,
    /// Sealed by a version that this program does not know.
    #[error("the stored value has an unknown version")]
    UnknownVersion,
    /// Sealed under a root key that the ring does not have.
    #[error("the stored value is sealed under key {0}, which is not in the keyring")]
    UnknownKey(KeyId),
    /// A field sealed under another data key: of another connection, or of an earlier set of credentials.
    #[error("the field is sealed under another data key")]
    OtherDataKey,
    /// Changed, or belongs elsewhere: another workspace, connection, field, endpoint or session.
    #[error("the stored value is not authentic here")]
    BadTag,
    /// Authentic, but what is inside has the wrong form.
    #[error("the stored value has the wrong form inside")]
    BadContent,
}

/// The root key that a stored value is sealed under, read without opening it; to find what a rotation left behind.
///
/// # Errors
/// [`AtRestError::Malformed`] or [`AtRestError::UnknownVersion`].
pub fn sealing_key(sealed: &[u8]) -> Result<KeyId, AtRestError> {
    Sealed::parse(sealed).map(|sealed| sealed.key_id)
}

pub(crate) fn seal_under_primary(
    keyring: &Keyring,
    use_: BoxUse,
    context: &[&[u8]],
    plaintext: &[u8],
    rng: &mut dyn CryptoRng,
) -> Vec<u8> {
    let root = keyring.primary();
    seal(&use_.keys(root), root.id(), use_.info(), context, plaintext, rng)
}

pub(crate) fn open_under_keyring(
    keyring: &Keyring,
    use_: BoxUse,
    context: &[&[u8]],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, AtRestError> {
    let sealed = Sealed::parse(sealed)?;
    let root = keyring.for_stored(sealed.key_id).ok_or(AtRestError::UnknownKey(sealed.key_id))?;
    sealed.open(&use_.keys(root), use_.info(), context)
}

pub(crate) fn seal(
    keys: &BoxKeys,
    key_id: KeyId,
    kind: &[u8],
    context: &[&[u8]],
    plaintext: &[u8],
    rng: &mut dyn CryptoRng,
) -> Vec<u8> {
    let iv = fresh_iv(rng);
    let mut ciphertext = padding::pad(plaintext);
    aes_256_ctr(&keys.enc, &iv, &mut ciphertext);
    let tag = mac(keys, kind, context, key_id, &iv, &ciphertext).tag();

    let mut sealed = Vec::with_capacity(1 + 4 + IV_LEN + ciphertext.len() + TAG_LEN);
    sealed.push(VERSION);
    sealed.extend_from_slice(&key_id.to_bytes());
    sealed.extend_from_slice(&iv);
    sealed.extend_from_slice(&ciphertext);
    sealed.extend_from_slice(&tag);
    sealed
}

fn mac(
    keys: &BoxKeys,
    kind: &[u8],
    context: &[&[u8]],
    key_id: KeyId,
    iv: &[u8; IV_LEN],
    ciphertext: &[u8],
) -> Mac {
    let parts = Mac::new(keys.mac.as_ref()).prefixed(kind);
    let parts = context.iter().fold(parts, |mac, part| mac.prefixed(part));
    parts.raw(&[VERSION]).raw(&key_id.to_bytes()).raw(iv).raw(ciphertext)
}

/// The parts of a box, borrowed, before anything is believed.
pub(crate) struct Sealed<'a> {
    pub(crate) key_id: KeyId,
    iv: &'a [u8; IV_LEN],
    ciphertext: &'a [u8],
    tag: &'a [u8; TAG_LEN],
}

impl<'a> Sealed<'a> {
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, AtRestError> {
        let (version, rest) = bytes.split_first().ok_or(AtRestError::Malformed)?;
        if *version != VERSION {
            return Err(AtRestError::UnknownVersion);
        }
        Self::parse_rest(rest).ok_or(AtRestError::Malformed)
    }

    fn parse_rest(rest: &'a [u8]) -> Option<Self> {
        let (key_id, rest) = rest.split_first_chunk()?;
        let (iv, rest) = rest.split_first_chunk()?;
        let (ciphertext, tag) = rest.split_last_chunk()?;
        let whole_blocks = !ciphertext.is_empty() && ciphertext.len().is_multiple_of(padding::BLOCK);
        whole_blocks.then_some(Self { key_id: KeyId::new(*key_id), iv, ciphertext, tag })
    }

    pub(crate) fn open(
        &self,
        keys: &BoxKeys,
        kind: &[u8],
        context: &[&[u8]],
    ) -> Result<Zeroizing<Vec<u8>>, AtRestError> {
        if !mac(keys, kind, context, self.key_id, self.iv, self.ciphertext).matches(self.tag) {
            return Err(AtRestError::BadTag);
        }
        let mut plaintext = Zeroizing::new(self.ciphertext.to_vec());
        aes_256_ctr(&keys.enc, self.iv, &mut plaintext);
        let len = padding::message_len(&plaintext).ok_or(AtRestError::BadContent)?;
        plaintext.truncate(len);
        Ok(plaintext)
    }
}
