//! The key, as the other system keeps it.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::token;
use crate::keyring::{Weakness, weakness};

/// Keys that anybody can mint with: of the specification's vectors, of our own, and of the example of
/// [`LinkOpeners`](crate::link_openers::LinkOpeners).
const PUBLISHED: [&str; 4] = [
    "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=",
    "-kPabDgs-TiEsiXc0ANcW2Vg3Hvg9FhgJmjaQ9_F0Q4=",
    "E5NASrUhMRx6dj2n4q1hM5sgZ1FBRFE9ryzL5cn2w3Q=",
    "FZ_TXlSkV8aQu_uijIQ6pWPtZVPjEHTeUhkxM9fXlms=",
];
/// 32 bytes in base64url, with the padding.
const TEXT_LEN: usize = 44;

/// A Fernet key: 16 bytes that sign and 16 that encrypt. Wiped when dropped; `Debug` hides it.
#[derive(Clone)]
pub struct FernetKey(Zeroizing<[u8; 32]>);

/// The text is not a Fernet key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a Fernet key is 32 bytes in base64url")]
pub struct ParseFernetKeyError;

impl FernetKey {
    /// Reads a key as Fernet libraries write it: base64url with its padding, or without. Wipe the text after use.
    ///
    /// # Errors
    /// [`ParseFernetKeyError`], which does not repeat the text.
    pub fn parse(text: &str) -> Result<Self, ParseFernetKeyError> {
        // Nothing longer is decoded, so a whole file put here by mistake leaves no copy behind.
        if text.len() > TEXT_LEN {
            return Err(ParseFernetKeyError);
        }
        let bytes = token::decode(text).map(Zeroizing::new).ok_or(ParseFernetKeyError)?;
        let bytes = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| ParseFernetKeyError)?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// What shows that no random source made this key; `None` for a key that looks right. A server refuses to start
    /// with a weak one, since whoever finds it can mint links.
    #[must_use]
    pub fn weakness(&self) -> Option<Weakness> {
        let published =
            PUBLISHED.iter().any(|text| Self::parse(text).is_ok_and(|published| self.is(&published)));
        if published { Some(Weakness::Published) } else { weakness(&self.0) }
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        self.0.ct_eq(other.0.as_ref()).into()
    }

    pub(super) fn signing(&self) -> &[u8] {
        self.0.split_at(16).0
    }

    pub(super) fn encryption(&self) -> Zeroizing<[u8; 16]> {
        let mut half = Zeroizing::new([0; 16]);
        half.copy_from_slice(self.0.split_at(16).1);
        half
    }
}

impl fmt::Debug for FernetKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FernetKey(REDACTED)")
    }
}
