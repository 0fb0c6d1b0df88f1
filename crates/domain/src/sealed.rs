//! Secrets as the domain sees them: bytes it carries and never reads.

use std::fmt;

/// Sealed bytes; only the `secrets` crate, with the right key, can open them. `Debug` prints the length.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedBytes(Vec<u8>);

impl SealedBytes {
    /// Carries these bytes.
    #[must_use]
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for SealedBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedBytes({} bytes)", self.0.len())
    }
}

/// The SHA-256 of a token or key: what the database keeps in its stead. `Debug` prints nothing of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest with these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest(..)")
    }
}

/// The fields a recipient signed in with, each sealed under a data key of its own connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedCredentials {
    /// The data key, wrapped under the keyring.
    pub data_key: SealedBytes,
    /// The fields by name (`username`, `password`, or what the provider's form declares), each sealed.
    pub fields: Vec<(String, SealedBytes)>,
}

impl SealedCredentials {
    /// No credentials: those of a connection that was ended.
    #[must_use]
    pub const fn none() -> Self {
        Self { data_key: SealedBytes::new(Vec::new()), fields: Vec::new() }
    }

    /// The sealed value of the field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&SealedBytes> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
    }
}
