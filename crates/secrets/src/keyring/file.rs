//! The JSON form of a keyring: exactly one shape, read and written here.

use serde::Deserialize;
use zeroize::Zeroizing;

use super::retired::RetiredKey;
use super::{KeyId, Keyring, KeyringError, RootKey, Standing};
use crate::hex;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    #[serde(borrow)]
    keyring: Vec<Entry<'a>>,
    #[serde(borrow, default)]
    retired: Vec<Remains<'a>>,
}

// Borrowed text: the key is never copied into a string that nobody wipes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry<'a> {
    key_id: &'a str,
    root_hex: &'a str,
    #[serde(default)]
    disabled: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Remains<'a> {
    key_id: &'a str,
    audit_hex: &'a str,
    checkpoint_public_hex: &'a str,
}

impl Remains<'_> {
    fn read(&self, position: usize) -> Result<RetiredKey, KeyringError> {
        let id: KeyId = self.key_id.parse().map_err(|_| KeyringError::BadKeyId { position })?;
        let audit = hex::decode_array(self.audit_hex).ok_or(KeyringError::BadRemains(id))?;
        let checkpoint = hex::decode_array(self.checkpoint_public_hex).ok_or(KeyringError::BadRemains(id))?;
        Ok(RetiredKey { id, audit, checkpoint: *checkpoint })
    }
}

impl Keyring {
    /// Reads `{"keyring":[{"key_id":"0a1b2c3d","root_hex":"…64 digits…","disabled":true}]}`; the first key is
    /// the primary, `disabled` may be absent. Beside it `retired` may list what is left of retired keys, as
    /// [`Keyring::to_json`] writes it. Anything else is refused.
    ///
    /// Wipe the text after use. A server also calls [`Keyring::reject_sample_keys`].
    ///
    /// # Errors
    /// Every [`KeyringError`] that a file can cause; none contains a part of the text.
    pub fn from_json(text: &str) -> Result<Self, KeyringError> {
        let file: File<'_> = serde_json::from_str(text)
            .map_err(|error| KeyringError::Shape { line: error.line(), column: error.column() })?;
        let mut ring: Option<Self> = None;
        for (position, entry) in file.keyring.iter().enumerate() {
            let id: KeyId = entry.key_id.parse().map_err(|_| KeyringError::BadKeyId { position })?;
            let bytes = hex::decode_array(entry.root_hex).ok_or(KeyringError::BadRoot(id))?;
            let key = RootKey::new(id, *bytes)?;
            match &mut ring {
                None if entry.disabled => return Err(KeyringError::PrimaryNotUsable(id)),
                None => ring = Some(Self::new(key)),
                Some(ring) => {
                    let standing = if entry.disabled { Standing::Disabled } else { Standing::Active };
                    ring.insert(key, standing)?;
                }
            }
        }
        let mut ring = ring.ok_or(KeyringError::Empty)?;
        for (place, remains) in file.retired.iter().enumerate() {
            let key = remains.read(file.keyring.len().saturating_add(place))?;
            if ring.for_stored(key.id).is_some() || ring.retired().any(|id| id == key.id) {
                return Err(KeyringError::DuplicateId(key.id));
            }
            ring.retired.push(key);
        }
        Ok(ring)
    }

    /// Writes the shape that [`Keyring::from_json`] reads. The text is the secret itself.
    #[must_use]
    pub fn to_json(&self) -> Zeroizing<String> {
        // Written by hand into one buffer of the final size, since a serializer's growing buffer would
        // leave the keys behind in freed memory. Ids and keys are hexadecimal, so nothing needs escaping.
        let count = 1 + self.others.len();
        let capacity = 96 + count * 160 + self.retired.len() * 256;
        let mut text = Zeroizing::new(String::with_capacity(capacity));
        text.push_str("{\n  \"keyring\": [");
        let disabled = self.others.iter().map(|(_, standing)| *standing == Standing::Disabled);
        for (place, (key, disabled)) in
            self.root_keys().zip(std::iter::once(false).chain(disabled)).enumerate()
        {
            text.push_str(if place == 0 { "\n" } else { ",\n" });
            text.push_str("    { \"key_id\": \"");
            text.push_str(&hex::encode(&key.id().to_bytes()));
            text.push_str("\", \"root_hex\": \"");
            text.push_str(&hex::encode(key.bytes()));
            text.push('"');
            if disabled {
                text.push_str(", \"disabled\": true");
            }
            text.push_str(" }");
        }
        text.push_str("\n  ]");
        for (place, key) in self.retired.iter().enumerate() {
            text.push_str(if place == 0 { ",\n  \"retired\": [\n" } else { ",\n" });
            text.push_str("    { \"key_id\": \"");
            text.push_str(&hex::encode(&key.id.to_bytes()));
            text.push_str("\", \"audit_hex\": \"");
            text.push_str(&hex::encode(key.audit.as_ref()));
            text.push_str("\", \"checkpoint_public_hex\": \"");
            text.push_str(&hex::encode(&key.checkpoint));
            text.push_str("\" }");
        }
        text.push_str(if self.retired.is_empty() { "\n}\n" } else { "\n  ]\n}\n" });
        text
    }
}
