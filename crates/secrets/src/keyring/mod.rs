//! The keys of a deployment: one primary that seals, others that only open.

mod file;
mod key;
mod retired;
mod sample;

use rand_core::CryptoRng;
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};
use zeroize::Zeroizing;

pub use key::{KeyId, ParseKeyIdError, RootKey};
use retired::RetiredKey;
pub(crate) use sample::weakness;
pub use sample::{SampleKeyError, Weakness};

use crate::checkpoint;
use crate::derive::MacUse;

/// What a key of the ring may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyState {
    /// Seals everything new, and opens.
    Primary,
    /// Opens what it sealed before, or what a replica sealed that promoted it already.
    Active,
    /// A killed key. Nothing that arrives from outside is accepted under it: no sealed link, no code,
    /// and no token is derived. What the database holds (vault, webhook secrets, audit seals) stays
    /// readable, because re-sealing it after a leak needs the very key that leaked.
    Disabled,
}

/// The root keys of a deployment.
///
/// A keyring always has a primary, so there is always a key to seal with, and the primary is never
/// disabled: both hold by the shape of the type. Ids are unique, and so is the key material. Changes
/// return a new keyring and leave the old one as it was, so a running server can swap one for the other.
#[derive(Clone, Debug)]
pub struct Keyring {
    primary: RootKey,
    others: Vec<(RootKey, Standing)>,
    retired: Vec<RetiredKey>,
}

/// Whether a key other than the primary still opens what comes from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Active,
    Disabled,
}

/// Why a keyring could not be read or changed. It names the key, never its material.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyringError {
    /// Not JSON, or JSON of another shape; the parser's own words are left out, as they quote the input.
    #[error("the keyring is not of the expected shape (line {line}, column {column})")]
    Shape {
        /// Line of the file, from 1.
        line: usize,
        /// Column of that line.
        column: usize,
    },
    /// The list of keys is empty.
    #[error("the keyring has no key")]
    Empty,
    /// The id at this place of the list (from 0) is not eight lower-case hexadecimal digits.
    #[error("the id of key number {position} is not 8 lower-case hexadecimal digits")]
    BadKeyId {
        /// Place in the list, from 0.
        position: usize,
    },
    /// The root key is not 64 lower-case hexadecimal digits.
    #[error("the root of key {0} is not 64 lower-case hexadecimal digits")]
    BadRoot(KeyId),
    /// What is left of a retired key is not 64 lower-case hexadecimal digits.
    #[error("what is left of the retired key {0} is not 64 lower-case hexadecimal digits each")]
    BadRemains(KeyId),
    /// The root key is all zeros.
    #[error("the root of key {0} is all zeros")]
    ZeroRoot(KeyId),
    /// Two keys have this id.
    #[error("key id {0} is used twice")]
    DuplicateId(KeyId),
    /// Two keys have the same material.
    #[error("keys {0} and {1} have the same root")]
    DuplicateRoot(KeyId, KeyId),
    /// The first key of the list is marked as disabled.
    #[error("key {0} is the primary and cannot be disabled or removed")]
    PrimaryNotUsable(KeyId),
    /// A disabled key cannot become the primary.
    #[error("key {0} is disabled")]
    Disabled(KeyId),
    /// No key has this id.
    #[error("key {0} is not in the keyring")]
    Unknown(KeyId),
}

impl Keyring {
    /// A keyring of one key.
    #[must_use]
    pub fn new(primary: RootKey) -> Self {
        Self { primary, others: Vec::new(), retired: Vec::new() }
    }

    /// A keyring of one fresh key with a random id.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        Self::new(RootKey::generate(rng))
    }

    /// The same keys and one more, which opens and does not seal yet.
    ///
    /// # Errors
    /// [`KeyringError::DuplicateId`] or [`KeyringError::DuplicateRoot`].
    pub fn with_key(&self, key: RootKey) -> Result<Self, KeyringError> {
        let mut next = self.clone();
        next.insert(key, Standing::Active)?;
        Ok(next)
    }

    /// The same keys, with `id` as the primary; the old primary stays active.
    ///
    /// Promote only when every replica has the key, or the others will refuse what this one seals.
    ///
    /// # Errors
    /// [`KeyringError::Unknown`] or [`KeyringError::Disabled`].
    pub fn promote(&self, id: KeyId) -> Result<Self, KeyringError> {
        if self.primary.id() == id {
            return Ok(self.clone());
        }
        let mut next = Self {
            primary: self.primary.clone(),
            others: Vec::with_capacity(self.others.len()),
            retired: self.retired.clone(),
        };
        let mut found = false;
        for (key, standing) in &self.others {
            if key.id() != id {
                next.others.push((key.clone(), *standing));
            } else if *standing == Standing::Disabled {
                return Err(KeyringError::Disabled(id));
            } else {
                next.primary = key.clone();
                found = true;
            }
        }
        if !found {
            return Err(KeyringError::Unknown(id));
        }
        next.others.insert(0, (self.primary.clone(), Standing::Active));
        Ok(next)
    }

    /// The same keys, with `id` disabled: the kill switch for everything sealed under one key.
    ///
    /// # Errors
    /// [`KeyringError::Unknown`], or [`KeyringError::PrimaryNotUsable`] for the primary (promote another first).
    pub fn disable(&self, id: KeyId) -> Result<Self, KeyringError> {
        self.with_standing(id, Standing::Disabled)
    }

    /// The same keys, with `id` active again.
    ///
    /// # Errors
    /// [`KeyringError::Unknown`].
    pub fn enable(&self, id: KeyId) -> Result<Self, KeyringError> {
        if self.primary.id() == id { Ok(self.clone()) } else { self.with_standing(id, Standing::Active) }
    }

    /// The keys without `id`, of which nothing is left but what verifies the seals of events and the signatures of
    /// checkpoints that were made under it. What is still sealed under it can never be opened again.
    ///
    /// # Errors
    /// [`KeyringError::Unknown`], or [`KeyringError::PrimaryNotUsable`] for the primary.
    pub fn retire(&self, id: KeyId) -> Result<Self, KeyringError> {
        let mut next = self.clone();
        let place = next.place(id)?;
        let (key, _) = next.others.remove(place);
        next.retired.push(RetiredKey::of(&key)?);
        Ok(next)
    }

    /// The ids of the keys of which only what verifies is left, in the order in which they were retired.
    pub fn retired(&self) -> impl Iterator<Item = KeyId> {
        self.retired.iter().map(|key| key.id)
    }

    /// The id of the key that seals.
    #[must_use]
    pub fn primary_id(&self) -> KeyId {
        self.primary.id()
    }

    /// What the key with this id may do; `None` when there is none.
    #[must_use]
    pub fn state(&self, id: KeyId) -> Option<KeyState> {
        self.keys().find(|(key, _)| *key == id).map(|(_, state)| state)
    }

    /// All keys, the primary first.
    pub fn keys(&self) -> impl Iterator<Item = (KeyId, KeyState)> {
        let others = self.others.iter().map(|(key, standing)| {
            let state = match standing {
                Standing::Active => KeyState::Active,
                Standing::Disabled => KeyState::Disabled,
            };
            (key.id(), state)
        });
        std::iter::once((self.primary.id(), KeyState::Primary)).chain(others)
    }

    pub(crate) fn primary(&self) -> &RootKey {
        &self.primary
    }

    /// The key with this id in any state: for what the database holds.
    pub(crate) fn for_stored(&self, id: KeyId) -> Option<&RootKey> {
        std::iter::once(&self.primary)
            .chain(self.others.iter().map(|(key, _)| key))
            .find(|key| key.id() == id)
    }

    /// The key with this id unless it is disabled: for what arrives from outside.
    pub(crate) fn for_presented(&self, id: KeyId) -> Option<&RootKey> {
        let (key, known) = self.for_presented_or_primary(id);
        known.then_some(key)
    }

    /// The key with this id and `true`, or the primary and `false`, for who must do the same work either way. It looks at
    /// each key and takes no branch on what it finds, so the time tells neither whether the key is there nor whether it is
    /// disabled.
    pub(crate) fn for_presented_or_primary(&self, id: KeyId) -> (&RootKey, bool) {
        let same = |key: &RootKey| key.id().to_bytes().ct_eq(&id.to_bytes());
        let mut known = same(&self.primary);
        // The primary has no place among the others.
        let mut place = u64::MAX;
        for (number, (key, standing)) in (0..).zip(&self.others) {
            let found = same(key) & Choice::from(u8::from(*standing == Standing::Active));
            place.conditional_assign(&number, found);
            known |= found;
        }
        let other = usize::try_from(place).ok().and_then(|place| self.others.get(place));
        (other.map_or(&self.primary, |(key, _)| key), known.into())
    }

    /// What checks the seal of an event under this key, in whatever state the key is.
    pub(crate) fn audit_key(&self, id: KeyId) -> Option<Zeroizing<[u8; 32]>> {
        let retired = || self.retired.iter().find(|key| key.id == id).map(|key| key.audit.clone());
        self.for_stored(id).map(|root| MacUse::Audit.key(root)).or_else(retired)
    }

    /// What checks the signature of a checkpoint under this key, in whatever state the key is.
    pub(crate) fn checkpoint_key(&self, id: KeyId) -> Option<[u8; 32]> {
        let retired = || self.retired.iter().find(|key| key.id == id).map(|key| key.checkpoint);
        self.for_stored(id).and_then(checkpoint::public_key_of).or_else(retired)
    }

    pub(crate) fn root_keys(&self) -> impl Iterator<Item = &RootKey> {
        std::iter::once(&self.primary).chain(self.others.iter().map(|(key, _)| key))
    }

    fn insert(&mut self, key: RootKey, standing: Standing) -> Result<(), KeyringError> {
        if self.for_stored(key.id()).is_some() || self.retired().any(|id| id == key.id()) {
            return Err(KeyringError::DuplicateId(key.id()));
        }
        if let Some(twin) = self.root_keys().find(|other| other.same_root(&key)) {
            return Err(KeyringError::DuplicateRoot(twin.id(), key.id()));
        }
        self.others.push((key, standing));
        Ok(())
    }

    fn with_standing(&self, id: KeyId, wanted: Standing) -> Result<Self, KeyringError> {
        let mut next = self.clone();
        let place = next.place(id)?;
        if let Some((_, standing)) = next.others.get_mut(place) {
            *standing = wanted;
        }
        Ok(next)
    }

    fn place(&self, id: KeyId) -> Result<usize, KeyringError> {
        if self.primary.id() == id {
            return Err(KeyringError::PrimaryNotUsable(id));
        }
        self.others.iter().position(|(key, _)| key.id() == id).ok_or(KeyringError::Unknown(id))
    }
}
