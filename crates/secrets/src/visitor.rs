//! Telling one visitor's return within an hour from another visitor, without keeping who they were.

use crate::derive::MacUse;
use crate::keyring::Keyring;
use crate::primitives::Mac;

/// How many visitors of a link are told apart in one hour. Whoever changes address or browser with each request is
/// somebody else each time, and a log that only grows must not take a line for each. Of two people who follow the same
/// link in the same hour, one in so many is taken for the other and costs a line.
const SLOTS: u16 = 1024;

/// The mark of a visitor of a link in one hour: the same for the same address and browser, one of 1024, and of no
/// use to anybody without the keyring. `hour` counts hours since the Unix epoch.
///
/// Keyed, because a plain hash of an address is found by trying all addresses, and because nobody may choose whose slot
/// they take. A rotation changes the marks, which costs one more line in a log.
#[must_use]
pub fn mark(keyring: &Keyring, link: &[u8; 16], hour: i64, address: &str, agent: &str) -> [u8; 32] {
    let key = MacUse::Visitor.key(keyring.primary());
    let mac = || Mac::new(key.as_ref()).raw(link).raw(&hour.to_be_bytes());
    let [high, low, ..] = mac().prefixed(address.as_bytes()).prefixed(agent.as_bytes()).tag();
    let slot = u16::from_be_bytes([high, low]) % SLOTS;
    // Shorter than any visitor, so never the same as one.
    mac().raw(&slot.to_be_bytes()).tag()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

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

    #[test]
    fn t001_whoever_is_somebody_else_each_time_has_a_bounded_number_of_marks() {
        let root = RootKey::new(KeyId::new([1, 2, 3, 4]), *b"0123456789abcdefghijklmnopqrstuv").unwrap();
        let ring = Keyring::new(root);
        let marks = |hour| -> HashSet<[u8; 32]> {
            (0..20_000).map(|agent| mark(&ring, &[1; 16], hour, "192.0.2.1", &agent.to_string())).collect()
        };
        let (one, next) = (marks(10), marks(11));
        assert_eq!((one.len(), next.len()), (1024, 1024));
        assert!(one.is_disjoint(&next));
    }
}
