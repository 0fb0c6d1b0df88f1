//! State of a session that the database holds but may not read, such as credentials before the submit.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::at_rest::{self, AtRestError};
use crate::derive::BoxUse;
use crate::keyring::Keyring;

/// Seals the state of one session. The session's id is authenticated, so the bytes open for it alone.
#[must_use]
pub fn seal_state(keyring: &Keyring, session: &[u8; 16], state: &[u8], rng: &mut dyn CryptoRng) -> Vec<u8> {
    at_rest::seal_under_primary(keyring, BoxUse::Session, &[session], state, rng)
}

/// Opens what [`seal_state`] sealed for the same session.
///
/// # Errors
/// [`AtRestError`].
pub fn open_state(
    keyring: &Keyring,
    session: &[u8; 16],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, AtRestError> {
    at_rest::open_under_keyring(keyring, BoxUse::Session, &[session], sealed)
}
