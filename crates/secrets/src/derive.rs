//! Which key does what: every use has its own HKDF `info`, and the root key none.

use zeroize::Zeroizing;

use crate::keyring::RootKey;
use crate::primitives::Expander;
use crate::sealed_link::Purpose;

/// The HKDF salt of the project; it separates our keys from any other use of the same root bytes.
const SALT: &[u8] = b"latchstring/v1";

/// The expander of a root key. It is made once per key, when the key is loaded.
pub(crate) fn expander(root: &[u8; 32]) -> Expander {
    Expander::extract(SALT, root)
}

/// The two keys of a sealed link.
pub(crate) struct SealKeys {
    pub(crate) enc: Zeroizing<[u8; 16]>,
    pub(crate) mac: Zeroizing<[u8; 32]>,
}

impl SealKeys {
    pub(crate) fn derive(root: &RootKey, purpose: Purpose) -> Self {
        let output: Zeroizing<[u8; 48]> =
            root.expander().expand(&[b"latchstring/seal/v1/", purpose.as_str().as_bytes()]);
        let (enc, mac) = halves(output.as_ref());
        Self { enc, mac }
    }
}

/// Uses that only need a MAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MacUse {
    Token,
    Audit,
    Code,
    Canary,
    Visitor,
    Tally,
    Return,
    Inbound,
}

impl MacUse {
    const fn info(self) -> &'static [u8] {
        match self {
            Self::Token => b"latchstring/token/v1",
            Self::Audit => b"latchstring/audit/v1",
            Self::Code => b"latchstring/code/v1",
            Self::Canary => b"latchstring/canary/v1",
            Self::Visitor => b"latchstring/visitor/v1",
            Self::Tally => b"latchstring/tally/v1",
            Self::Return => b"latchstring/return/v1",
            Self::Inbound => b"latchstring/inbound/v1",
        }
    }

    pub(crate) fn key(self, root: &RootKey) -> Zeroizing<[u8; 32]> {
        root.expander().expand(&[self.info()])
    }
}

/// Uses that seal something kept in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BoxUse {
    Vault,
    Webhook,
    WebhookHeaders,
    Session,
    CarriedPass,
    Answer,
}

impl BoxUse {
    pub(crate) const fn info(self) -> &'static [u8] {
        match self {
            Self::Vault => b"latchstring/vault/v1",
            Self::Webhook => b"latchstring/webhook/v1",
            Self::WebhookHeaders => b"latchstring/webhook-headers/v1",
            Self::Session => b"latchstring/session/v1",
            Self::CarriedPass => b"latchstring/carried-pass/v1",
            Self::Answer => b"latchstring/answer/v1",
        }
    }

    pub(crate) fn keys(self, root: &RootKey) -> BoxKeys {
        BoxKeys::derive(root.expander(), self.info())
    }
}

/// The `info` of the keys that a connection's own data key expands to.
pub(crate) const VAULT_FIELD_INFO: &[u8] = b"latchstring/vault-field/v1";
/// The `info` of the seed of the key that signs checkpoints.
pub(crate) const CHECKPOINT_INFO: &[u8] = b"latchstring/checkpoint/v1";
/// The `info` of a data key's public id.
pub(crate) const VAULT_DATA_KEY_ID_INFO: &[u8] = b"latchstring/vault-data-key-id/v1";

/// The two keys of a box at rest: AES-256 and HMAC-SHA-256.
pub(crate) struct BoxKeys {
    pub(crate) enc: Zeroizing<[u8; 32]>,
    pub(crate) mac: Zeroizing<[u8; 32]>,
}

impl BoxKeys {
    pub(crate) fn derive(expander: &Expander, info: &[u8]) -> Self {
        let output: Zeroizing<[u8; 64]> = expander.expand(&[info]);
        let (enc, mac) = halves(output.as_ref());
        Self { enc, mac }
    }
}

/// The first `A` bytes and the rest, which is `B` long.
fn halves<const A: usize, const B: usize>(output: &[u8]) -> (Zeroizing<[u8; A]>, Zeroizing<[u8; B]>) {
    let mut first = Zeroizing::new([0; A]);
    let mut second = Zeroizing::new([0; B]);
    let (head, tail) = output.split_at(A);
    first.copy_from_slice(head);
    second.copy_from_slice(tail);
    (first, second)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::keyring::KeyId;

    const BOX_USES: [BoxUse; 6] = [
        BoxUse::Vault,
        BoxUse::Webhook,
        BoxUse::WebhookHeaders,
        BoxUse::Session,
        BoxUse::CarriedPass,
        BoxUse::Answer,
    ];

    const MAC_USES: [MacUse; 8] = [
        MacUse::Token,
        MacUse::Audit,
        MacUse::Code,
        MacUse::Canary,
        MacUse::Visitor,
        MacUse::Tally,
        MacUse::Return,
        MacUse::Inbound,
    ];

    #[test]
    fn t026_all_subkeys_are_distinct_and_none_is_the_root() {
        let root_bytes = *b"0123456789abcdefghijklmnopqrstuv";
        let root = RootKey::new(KeyId::new([1, 2, 3, 4]), root_bytes).unwrap();
        let mut keys: Vec<Vec<u8>> = vec![root_bytes.to_vec()];
        for purpose in Purpose::ALL {
            let seal = SealKeys::derive(&root, purpose);
            keys.push(seal.enc.to_vec());
            keys.push(seal.mac.to_vec());
        }
        for mac_use in MAC_USES {
            keys.push(mac_use.key(&root).to_vec());
        }
        for box_use in BOX_USES {
            let pair = box_use.keys(&root);
            keys.push(pair.enc.to_vec());
            keys.push(pair.mac.to_vec());
        }
        let field = BoxKeys::derive(root.expander(), VAULT_FIELD_INFO);
        keys.extend([field.enc.to_vec(), field.mac.to_vec()]);
        let seed: Zeroizing<[u8; 32]> = root.expander().expand(&[CHECKPOINT_INFO]);
        keys.push(seed.to_vec());
        // The first 16 bytes must differ too: an AES-128 key may not be the head of another key.
        let heads: HashSet<&[u8]> = keys.iter().map(|key| &key[..16]).collect();
        assert_eq!(heads.len(), keys.len());
    }

    #[test]
    fn t026_no_info_string_is_the_beginning_of_another() {
        let mut infos: Vec<Vec<u8>> = Purpose::ALL
            .iter()
            .map(|purpose| [b"latchstring/seal/v1/", purpose.as_str().as_bytes()].concat())
            .collect();
        for mac_use in MAC_USES {
            infos.push(mac_use.info().to_vec());
        }
        for box_use in BOX_USES {
            infos.push(box_use.info().to_vec());
        }
        infos.extend([VAULT_FIELD_INFO, VAULT_DATA_KEY_ID_INFO, CHECKPOINT_INFO].map(<[u8]>::to_vec));
        for (i, one) in infos.iter().enumerate() {
            for (j, other) in infos.iter().enumerate() {
                assert!(i == j || !other.starts_with(one), "{}", String::from_utf8_lossy(one));
            }
        }
    }
}
