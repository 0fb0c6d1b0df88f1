//! What is counted: how often something may happen to somebody, without keeping who they are.

use crate::derive::MacUse;
use crate::keyring::Keyring;
use crate::primitives::Mac;

/// The key of a count: the same for the same name and parts, and of no use to anybody without the keyring. A part may be
/// an address or an IP, which a plain hash would not hide.
///
/// A rotation begins every count anew, once.
#[must_use]
pub fn key(keyring: &Keyring, name: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mac = Mac::new(MacUse::Tally.key(keyring.primary()).as_ref()).prefixed(name.as_bytes());
    parts.iter().fold(mac, |mac, part| mac.prefixed(part)).tag()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyring::{KeyId, RootKey};

    #[test]
    fn t023_a_key_tells_names_and_parts_apart_wherever_they_end() {
        let root = RootKey::new(KeyId::new([1, 2, 3, 4]), *b"0123456789abcdefghijklmnopqrstuv").unwrap();
        let ring = Keyring::new(root);
        let first = key(&ring, "code", &[b"ab", b"c"]);
        assert_eq!(first, key(&ring, "code", &[b"ab", b"c"]));
        for other in [
            key(&ring, "codes", &[b"ab", b"c"]),
            key(&ring, "code", &[b"a", b"bc"]),
            key(&ring, "code", &[b"ab", b"c", b""]),
            key(&ring, "code", &[b"abc"]),
        ] {
            assert_ne!(first, other);
        }
    }
}
