//! Seals of audit events: each one covers the event and the seal before it, under a key outside the database.
//!
//! Without the key nobody can change, remove, insert, swap or re-seal events in the middle of a chain.
//! A tail that was cut off leaves a chain that is shorter and still right; signed checkpoints find that.

use std::fmt;

use crate::derive::MacUse;
use crate::hex;
use crate::keyring::{KeyId, Keyring};
use crate::primitives::{Mac, TAG_LEN};

/// What marks the first event of a chain, which has nothing before it.
const FIRST: u8 = 0x00;
/// What marks every later one.
const NEXT: u8 = 0x01;
/// The same of an event from which somebody was erased.
const FIRST_ERASED: u8 = 0x02;
const NEXT_ERASED: u8 = 0x03;

/// The seal of one event: key id (4 bytes), then HMAC-SHA-256.
#[derive(Clone, Copy)]
pub struct EventSeal([u8; 36]);

/// Why an event does not fit its seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyEventError {
    /// Sealed under a key that the ring does not have.
    #[error("the event is sealed under key {0}, which is not in the keyring")]
    UnknownKey(KeyId),
    /// The event, its seal or the one before it was changed.
    #[error("the event does not match its seal")]
    Mismatch,
}

impl EventSeal {
    /// The seal that a row holds.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 36]) -> Self {
        Self(bytes)
    }

    /// The bytes to store.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 36] {
        &self.0
    }

    /// The key it was made with.
    #[must_use]
    pub const fn key_id(&self) -> KeyId {
        let [a, b, c, d, ..] = self.0;
        KeyId::new([a, b, c, d])
    }
}

impl fmt::Debug for EventSeal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventSeal({})", hex::encode(&self.0).as_str())
    }
}

/// Seals the next event of a chain under the primary key. `canonical` is the event's one byte form, with the
/// workspace and the sequence number inside; `previous` is `None` for the first of the chain only.
#[must_use]
pub fn seal_event(keyring: &Keyring, previous: Option<&EventSeal>, canonical: &[u8]) -> EventSeal {
    let root = keyring.primary();
    let key = MacUse::Audit.key(root);
    let tag = event_mac((root.id(), &key), previous, canonical).tag();
    let mut bytes = [0; 36];
    for (slot, byte) in bytes.iter_mut().zip(root.id().to_bytes().into_iter().chain(tag)) {
        *slot = byte;
    }
    EventSeal(bytes)
}

/// Checks one event of a chain against its seal and the seal before it.
///
/// # Errors
/// [`VerifyEventError`].
pub fn verify_event(
    keyring: &Keyring,
    previous: Option<&EventSeal>,
    canonical: &[u8],
    seal: &EventSeal,
) -> Result<(), VerifyEventError> {
    let key_id = seal.key_id();
    let key = keyring.audit_key(key_id).ok_or(VerifyEventError::UnknownKey(key_id))?;
    let tag: &[u8; TAG_LEN] = seal.0.last_chunk().ok_or(VerifyEventError::Mismatch)?;
    if event_mac((key_id, &key), previous, canonical).matches(tag) {
        Ok(())
    } else {
        Err(VerifyEventError::Mismatch)
    }
}

/// Seals what is left of an event from which somebody was erased, under the primary key. It takes the place of the event for
/// whoever verifies: it covers the seal before, the event's own seal, which the chain goes on from, and what is left.
#[must_use]
pub fn seal_erased(
    keyring: &Keyring,
    previous: Option<&EventSeal>,
    seal: &EventSeal,
    left: &[u8],
) -> EventSeal {
    let root = keyring.primary();
    let key = MacUse::Audit.key(root);
    let tag = erased_mac((root.id(), &key), previous, seal, left).tag();
    let mut bytes = [0; 36];
    for (slot, byte) in bytes.iter_mut().zip(root.id().to_bytes().into_iter().chain(tag)) {
        *slot = byte;
    }
    EventSeal(bytes)
}

/// Checks what is left of such an event.
///
/// # Errors
/// [`VerifyEventError`].
pub fn verify_erased(
    keyring: &Keyring,
    previous: Option<&EventSeal>,
    seal: &EventSeal,
    left: &[u8],
    erased: &EventSeal,
) -> Result<(), VerifyEventError> {
    let key_id = erased.key_id();
    let key = keyring.audit_key(key_id).ok_or(VerifyEventError::UnknownKey(key_id))?;
    let tag: &[u8; TAG_LEN] = erased.0.last_chunk().ok_or(VerifyEventError::Mismatch)?;
    let mac = erased_mac((key_id, &key), previous, seal, left);
    if mac.matches(tag) { Ok(()) } else { Err(VerifyEventError::Mismatch) }
}

fn erased_mac(
    (id, key): (KeyId, &[u8; 32]),
    previous: Option<&EventSeal>,
    seal: &EventSeal,
    left: &[u8],
) -> Mac {
    let mac = Mac::new(key).raw(&id.to_bytes());
    let mac = match previous {
        None => mac.raw(&[FIRST_ERASED]),
        Some(previous) => mac.raw(&[NEXT_ERASED]).prefixed(&previous.0),
    };
    mac.prefixed(&seal.0).prefixed(left)
}

fn event_mac((id, key): (KeyId, &[u8; 32]), previous: Option<&EventSeal>, canonical: &[u8]) -> Mac {
    let mac = Mac::new(key).raw(&id.to_bytes());
    let mac = match previous {
        None => mac.raw(&[FIRST]),
        Some(previous) => mac.raw(&[NEXT]).prefixed(&previous.0),
    };
    mac.prefixed(canonical)
}
