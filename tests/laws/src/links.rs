use latchstring_secrets::keyring::{KeyId, Keyring, RootKey};
use latchstring_secrets::link_message::LinkMessage;
use latchstring_secrets::sealed_link::{self, Purpose};

/// The place in the path that the corpus' genuine secret was sealed for.
const COMPANY: &[u8] = b"co_a";
/// A secret of that place under [`keyring`]; the corpus has it too.
const GENUINE: &str = include_str!("../../fuzz/corpus/sealed_link/genuine");

/// Root keys that everybody may know.
fn keyring() -> Keyring {
    let mut bytes = [0_u8; 32];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::try_from((place * 37 + 11) % 251).unwrap_or_default();
    }
    match RootKey::new(KeyId::new(*b"fuzz"), bytes) {
        Ok(key) => Keyring::new(key),
        Err(error) => panic!("the key of the laws: {error}"),
    }
}

/// Nothing opens but the one genuine secret, and that one only for its purpose and its company.
pub fn sealed_link(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let keyring = keyring();
    for purpose in Purpose::ALL {
        for context in [COMPANY, b"co_b"] {
            let ours = text == GENUINE && purpose == Purpose::CompanyLink && context == COMPANY;
            let opened = sealed_link::open(&keyring, purpose, context, &text);
            assert_eq!(opened.is_ok(), ours, "{purpose}: {opened:?}");
        }
    }
}

/// What is read as a link's message is the one spelling of it.
pub fn link_message(data: &[u8]) {
    if let Ok(message) = LinkMessage::decode(data) {
        assert_eq!(message.encode().as_slice(), data, "a second spelling of the same message");
    }
}

#[cfg(test)]
mod tests {
    use latchstring_secrets::sealed_link::{Purpose, seal};
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng as _;

    use super::{COMPANY, GENUINE, keyring};

    #[test]
    fn the_genuine_secret_of_the_corpus_is_ours() {
        let mut rng = ChaCha20Rng::seed_from_u64(7);
        let sealed = seal(&keyring(), Purpose::CompanyLink, COMPANY, b"a message", &mut rng).unwrap();
        assert_eq!(GENUINE, sealed, "write this to tests/fuzz/corpus/sealed_link/genuine");
    }
}
