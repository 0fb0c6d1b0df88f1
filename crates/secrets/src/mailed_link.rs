//! What stands behind the token in a link that is mailed: the proof that whoever opens it reads the mailbox it went to.

use rand_core::CryptoRng;

use crate::keyring::Keyring;
use crate::sealed_link::{OpenError, Purpose, SealError, open, seal};

/// Why a text proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// It was not sealed for this invitation, or under a key that is gone.
    #[error("the proof does not open: {0}")]
    Sealed(#[from] OpenError),
    /// It holds something else than the id of a mail.
    #[error("the proof holds no mail")]
    NoMail,
}

/// The link that a proof stands behind: an invitation's, in one of its generations. A proof dies with the link that it
/// came in.
#[derive(Clone, Copy, Debug)]
pub struct ProvenLink {
    /// The invitation.
    pub invitation: [u8; 16],
    /// How often its link was replaced by then.
    pub generation: u32,
}

impl ProvenLink {
    /// The id, and after it the generation in four bytes, big-endian, unless it is the first. No two links share one,
    /// because the two forms differ in length; the first is what was sealed before links could be replaced.
    fn context(&self) -> Vec<u8> {
        match self.generation {
            0 => self.invitation.to_vec(),
            generation => [self.invitation.as_slice(), &generation.to_be_bytes()].concat(),
        }
    }
}

/// The proof for a mail of an invitation, some 160 characters of base64url: a sealed link for [`Purpose::VerifiedLink`]
/// whose context is the link and whose message is the id of the mail. The address is not in it; whoever knows the mail
/// knows it.
///
/// # Errors
/// [`SealError`], which sixteen bytes are too few for.
pub fn prove(
    keyring: &Keyring,
    link: &ProvenLink,
    mail: &[u8; 16],
    rng: &mut dyn CryptoRng,
) -> Result<String, SealError> {
    seal(keyring, Purpose::VerifiedLink, &link.context(), mail, rng)
}

/// The mail that a text proves to have been read. Whether it was sent, and to whom, is for the caller to look up.
///
/// # Errors
/// [`ProofError`]; a stranger is told the same for each.
pub fn proven_mail(keyring: &Keyring, link: &ProvenLink, text: &str) -> Result<[u8; 16], ProofError> {
    let opened = open(keyring, Purpose::VerifiedLink, &link.context(), text)?;
    <[u8; 16]>::try_from(opened.message.as_slice()).map_err(|_| ProofError::NoMail)
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng as _;

    use super::*;
    use crate::keyring::RootKey;

    const LINK: ProvenLink = ProvenLink { invitation: *b"the invitation 1", generation: 0 };
    const MAIL: [u8; 16] = *b"one mail of it..";

    #[test]
    fn t069_a_proof_opens_for_its_own_invitation_under_its_own_keyring_only() {
        let mut rng = ChaCha20Rng::seed_from_u64(69);
        let ring = Keyring::generate(&mut rng);
        let proof = prove(&ring, &LINK, &MAIL, &mut rng).unwrap();
        assert!(proof.len() < 200, "a URL with it stays short: {}", proof.len());
        assert_eq!(proven_mail(&ring, &LINK, &proof).unwrap(), MAIL);
        let rotated = ring.with_key(RootKey::generate(&mut rng)).unwrap();
        assert_eq!(proven_mail(&rotated, &LINK, &proof).unwrap(), MAIL);

        let mut another = LINK;
        another.invitation[15] ^= 1;
        assert!(proven_mail(&ring, &another, &proof).is_err());
        let next = ProvenLink { generation: 1, ..LINK };
        assert!(proven_mail(&ring, &next, &proof).is_err());
        let of_next = prove(&ring, &next, &MAIL, &mut rng).unwrap();
        assert_eq!(proven_mail(&ring, &next, &of_next).unwrap(), MAIL);
        for generation in [0, 2, 1 << 24, u32::MAX] {
            assert!(
                proven_mail(&ring, &ProvenLink { generation, ..LINK }, &of_next).is_err(),
                "{generation}"
            );
        }
        assert!(proven_mail(&Keyring::generate(&mut rng), &LINK, &proof).is_err());
        for purpose in Purpose::ALL.into_iter().filter(|purpose| *purpose != Purpose::VerifiedLink) {
            let other = seal(&ring, purpose, &LINK.context(), &MAIL, &mut rng).unwrap();
            assert!(proven_mail(&ring, &LINK, &other).is_err(), "{purpose}");
        }
        let longer = seal(&ring, Purpose::VerifiedLink, &LINK.context(), &[7; 17], &mut rng).unwrap();
        assert_eq!(proven_mail(&ring, &LINK, &longer), Err(ProofError::NoMail));
    }

    #[test]
    fn t017_a_proof_with_any_character_changed_proves_nothing() {
        let mut rng = ChaCha20Rng::seed_from_u64(17);
        let ring = Keyring::generate(&mut rng);
        let proof = prove(&ring, &LINK, &MAIL, &mut rng).unwrap();
        for place in 0..proof.len() {
            let mut changed = proof.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(proven_mail(&ring, &LINK, &changed).is_err(), "{place}");
        }
        assert!(proven_mail(&ring, &LINK, "").is_err());
    }
}
