//! A session token on its way from a frame to a tab of its own, which is another cookie jar.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand_core::CryptoRng;
use secrecy::SecretString;
use zeroize::Zeroizing;

use super::token::SessionToken;
use crate::at_rest::{self, AtRestError};
use crate::derive::BoxUse;
use crate::keyring::Keyring;

/// The longest text that can be one: twice what [`carry`] makes.
const MAX_TEXT: usize = 512;
const MOMENT: usize = 8;

/// Why a text carries no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CarriedError {
    /// Not base64url, or too long.
    #[error("the text carries no session")]
    Malformed,
    /// Sealed for another session, or under a key that is gone.
    #[error("the session does not open: {0}")]
    Sealed(#[from] AtRestError),
    /// Its time is over.
    #[error("the time to carry the session is over")]
    Expired,
}

/// Seals the token of a session into a text of base64url, for a form of that session's own pages, until a moment (Unix, in
/// milliseconds). Whoever has the text has the session until then: it belongs into the body of a POST, never into an address.
#[must_use]
pub fn carry(
    keyring: &Keyring,
    session: &[u8; 16],
    token: &SessionToken,
    until: i64,
    rng: &mut dyn CryptoRng,
) -> SecretString {
    let mut inside = Zeroizing::new(until.to_be_bytes().to_vec());
    inside.extend_from_slice(token.expose().as_bytes());
    let sealed = at_rest::seal_under_primary(keyring, BoxUse::CarriedPass, &[session], &inside, rng);
    URL_SAFE_NO_PAD.encode(sealed).into()
}

/// The token that [`carry`] sealed for the same session, if its time is not over at `now`.
///
/// # Errors
/// [`CarriedError`]; a visitor is told the same for each.
pub fn carried(
    keyring: &Keyring,
    session: &[u8; 16],
    text: &str,
    now: i64,
) -> Result<SessionToken, CarriedError> {
    if text.len() > MAX_TEXT {
        return Err(CarriedError::Malformed);
    }
    let sealed = URL_SAFE_NO_PAD.decode(text).map_err(|_| CarriedError::Malformed)?;
    let inside = at_rest::open_under_keyring(keyring, BoxUse::CarriedPass, &[session], &sealed)?;
    let (until, token) = inside.split_first_chunk::<MOMENT>().ok_or(AtRestError::BadContent)?;
    let token = str::from_utf8(token).ok().and_then(|token| SessionToken::parse(token).ok());
    let token = token.ok_or(AtRestError::BadContent)?;
    if now >= i64::from_be_bytes(*until) {
        return Err(CarriedError::Expired);
    }
    Ok(token)
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng as _;
    use secrecy::ExposeSecret as _;

    use super::*;
    use crate::keyring::RootKey;
    use crate::session::seal_state;

    const SESSION: [u8; 16] = *b"one session.....";

    #[test]
    fn t048_a_carried_token_opens_for_its_session_in_its_time_and_nowhere_else() {
        let mut rng = ChaCha20Rng::seed_from_u64(48);
        let ring = Keyring::generate(&mut rng);
        let token = SessionToken::generate(&mut rng);
        let text = carry(&ring, &SESSION, &token, 1000, &mut rng);
        let text = text.expose_secret();
        assert!(text.len() * 2 <= MAX_TEXT && !text.contains(token.expose()), "{}", text.len());
        let open = |ring: &Keyring, session: &[u8; 16], text: &str, now| {
            carried(ring, session, text, now).map(|token| token.expose().to_owned())
        };
        assert_eq!(open(&ring, &SESSION, text, 999).unwrap(), token.expose());
        assert_eq!(open(&ring, &SESSION, text, 1000), Err(CarriedError::Expired));
        let rotated = ring.clone().with_key(RootKey::generate(&mut rng)).unwrap();
        assert_eq!(open(&rotated, &SESSION, text, 0).unwrap(), token.expose());

        let other = Err(CarriedError::Sealed(AtRestError::BadTag));
        assert_eq!(open(&ring, b"another session.", text, 0), other);
        assert!(open(&Keyring::generate(&mut rng), &SESSION, text, 0).is_err());
        let state = seal_state(&ring, &SESSION, token.expose().as_bytes(), &mut rng);
        assert_eq!(open(&ring, &SESSION, &URL_SAFE_NO_PAD.encode(state), 0), other, "what is at rest");
        for wrong in ["", "=", "ä", &"A".repeat(MAX_TEXT + 1), &text[1..]] {
            assert!(open(&ring, &SESSION, wrong, 0).is_err(), "{wrong}");
        }
    }
}
