//! Answers that are kept to be given again, secrets that are shown once included.

use rand_core::CryptoRng;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::at_rest::{self, AtRestError};
use crate::derive::BoxUse;
use crate::keyring::Keyring;
use crate::primitives;

/// The digest of some parts, wherever each ends. It hides nothing that can be guessed.
#[must_use]
pub fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut text = Vec::new();
    for part in parts {
        text.extend_from_slice(&(part.len() as u64).to_be_bytes());
        text.extend_from_slice(part);
    }
    let text = Zeroizing::new(text);
    primitives::sha_256(&text)
}

/// Seals an answer for one slot, with the fingerprint of the request that it was given to. A request may hold a password,
/// which a digest that lies open would let be guessed.
#[must_use]
pub fn seal(
    keyring: &Keyring,
    slot: &[u8; 32],
    fingerprint: &[u8; 32],
    answer: &[u8],
    rng: &mut dyn CryptoRng,
) -> Vec<u8> {
    let inside = Zeroizing::new([fingerprint.as_slice(), answer].concat());
    at_rest::seal_under_primary(keyring, BoxUse::Answer, &[slot], &inside, rng)
}

/// The answer that was kept in a slot, if it was given to the request with this fingerprint; `None` if to another.
///
/// # Errors
/// [`AtRestError`].
pub fn open(
    keyring: &Keyring,
    slot: &[u8; 32],
    fingerprint: &[u8; 32],
    sealed: &[u8],
) -> Result<Option<Zeroizing<Vec<u8>>>, AtRestError> {
    let inside = at_rest::open_under_keyring(keyring, BoxUse::Answer, &[slot], sealed)?;
    let (given, answer) = inside.split_at_checked(32).ok_or(AtRestError::BadContent)?;
    let is_same = bool::from(given.ct_eq(fingerprint));
    Ok(is_same.then(|| Zeroizing::new(answer.to_vec())))
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng as _;

    use super::*;

    #[test]
    fn t124_an_answer_opens_in_its_slot_for_its_request_only() {
        let mut rng = ChaCha20Rng::seed_from_u64(124);
        let ring = Keyring::generate(&mut rng);
        let (slot, request) = (digest(&[b"a", b"key"]), digest(&[b"POST", b"/company"]));
        let sealed = seal(&ring, &slot, &request, b"whsec_once", &mut rng);
        assert!(!sealed.windows(6).any(|window| window == b"whsec_"));
        let opened = open(&ring, &slot, &request, &sealed).unwrap().unwrap();
        assert_eq!(opened.as_slice(), b"whsec_once");
        let other = digest(&[b"POST", b"/site"]);
        assert!(open(&ring, &slot, &other, &sealed).unwrap().is_none());
        assert!(open(&ring, &other, &request, &sealed).is_err());
        assert!(open(&Keyring::generate(&mut rng), &slot, &request, &sealed).is_err());
        let empty = seal(&ring, &slot, &request, b"", &mut rng);
        assert_eq!(open(&ring, &slot, &request, &empty).unwrap().unwrap().as_slice(), b"");
        for cut in 0..empty.len() {
            assert!(open(&ring, &slot, &request, &empty[..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn t023_a_digest_tells_parts_apart_wherever_they_end() {
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"abc"]));
        assert_ne!(digest(&[b"abc"]), digest(&[b"abc", b""]));
    }
}
