//! Telling one visitor's return within an hour from another visitor, without keeping who they were.

use crate::derive::MacUse;
use crate::keyring::Keyring;
use crate::primitives::Mac;

/// The mark of a visitor of a link in one hour: the same for the same address and browser, and of no use to anybody
/// without the keyring. `hour` counts hours since the Unix epoch.
///
/// Keyed, because a plain hash of an address is found by trying all addresses. A rotation changes the marks, which
/// costs one more line in a log.
#[must_use]
pub fn mark(keyring: &Keyring, link: &[u8; 16], hour: i64, address: &str, agent: &str) -> [u8; 32] {
    Mac::new(MacUse::Visitor.key(keyring.primary()).as_ref())
        .raw(link)
        .raw(&hour.to_be_bytes())
        .prefixed(address.as_bytes())
        .prefixed(agent.as_bytes())
        .tag()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyring::{KeyId, RootKey};

    #[test]
    fn a_mark_tells_links_hours_addresses_and_browsers_apart() {
        let root = RootKey::new(KeyId::new([1, 2, 3, 4]), *b"0123456789abcdefghijklmnopqrstuv").unwrap();
        let ring = Keyring::new(root);
        let mark = |link: u8, hour, address, agent| super::mark(&ring, &[link; 16], hour, address, agent);
        let first = mark(1, 10, "192.0.2.1", "a");
        assert_eq!(first, mark(1, 10, "192.0.2.1", "a"));
        for other in [
            mark(2, 10, "192.0.2.1", "a"),
            mark(1, 11, "192.0.2.1", "a"),
            mark(1, 10, "192.0.2.2", "a"),
            mark(1, 10, "192.0.2.1", "b"),
            mark(1, 10, "192.0.2.1a", ""),
        ] {
            assert_ne!(first, other);
        }
    }
}
