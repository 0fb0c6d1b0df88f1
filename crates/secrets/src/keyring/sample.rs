//! Root keys that no random source made: published samples, placeholders and typed passphrases.

use super::{KeyId, Keyring};

/// A root key is not random. A server must not start with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the root of key {key_id} is not random: {weakness}; make a new keyring")]
pub struct SampleKeyError {
    /// The key.
    pub key_id: KeyId,
    /// What is wrong with it.
    pub weakness: Weakness,
}

/// How a root key gives itself away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Weakness {
    /// Every byte is the one before plus the same step, as in `000102…` of the public test vectors, or `ffff…`.
    #[error("its bytes are a counting sequence")]
    Sequence,
    /// A short pattern repeats, as in `deadbeefdeadbeef…`.
    #[error("a short pattern repeats")]
    Repeats,
    /// All bytes are printable ASCII: a text somebody typed.
    #[error("it is readable text")]
    Text,
    /// Fewer than 16 different byte values.
    #[error("it has too few different bytes")]
    FewValues,
    /// It stands in published test vectors.
    #[error("it is published")]
    Published,
}

impl Keyring {
    /// Refuses keys that are obviously not random, the published ones of the test vectors among them.
    ///
    /// It is apart from [`Keyring::from_json`] because tests and examples work with those very keys. A
    /// server or tool that holds real data calls it once, at start. A key that a random source made is
    /// refused with a chance below 2^-40.
    ///
    /// # Errors
    /// [`SampleKeyError`] names the first such key.
    pub fn reject_sample_keys(&self) -> Result<(), SampleKeyError> {
        for key in self.root_keys() {
            if let Some(weakness) = weakness(key.bytes()) {
                return Err(SampleKeyError { key_id: key.id(), weakness });
            }
        }
        Ok(())
    }
}

pub(crate) fn weakness(root: &[u8; 32]) -> Option<Weakness> {
    if is_sequence(root) {
        Some(Weakness::Sequence)
    } else if (1..=16).any(|period| repeats_after(root, period)) {
        Some(Weakness::Repeats)
    } else if root.iter().all(|byte| (0x20..0x7f).contains(byte)) {
        Some(Weakness::Text)
    } else if distinct_values(root) < 16 {
        Some(Weakness::FewValues)
    } else {
        None
    }
}

fn is_sequence(root: &[u8; 32]) -> bool {
    let mut steps = root.iter().zip(root.iter().skip(1)).map(|(one, next)| next.wrapping_sub(*one));
    let first = steps.next();
    steps.all(|step| Some(step) == first)
}

fn repeats_after(root: &[u8; 32], period: usize) -> bool {
    root.iter().zip(root.iter().skip(period)).all(|(one, later)| one == later)
}

fn distinct_values(root: &[u8; 32]) -> usize {
    let mut sorted = zeroize::Zeroizing::new(*root);
    sorted.sort_unstable();
    sorted.chunk_by(|one, next| one == next).count()
}
