use latchstring_domain::workspace::Workspace;
use latchstring_secrets::keyring::{KeyId, KeyState};
use latchstring_storage::{KeyedRow, KeyedTable, MAX_LIMIT};

use super::holds::{Hold, holds};
use crate::{Failure, Latchstring};

/// What depends on one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyUse {
    /// The key.
    pub key: KeyId,
    /// What it may do; `None`: the keyring does not have it, and what is sealed under it cannot be read.
    pub state: Option<KeyState>,
    /// Values that are sealed under it and that a rewrap moves.
    pub sealed: u64,
    /// Values that are sealed under it and gone by themselves in a day at the latest.
    pub passing: u64,
    /// Links that can be used and that die with it.
    pub links: u64,
    /// Secrets of workspaces that are derived from it: for signed results, and for what is handed in.
    pub secrets: u64,
}

impl KeyUse {
    const fn none(key: KeyId, state: Option<KeyState>) -> Self {
        Self { key, state, sealed: 0, passing: 0, links: 0, secrets: 0 }
    }

    /// Whether something would be lost with the key. What is dead under a disabled key already is not lost with it.
    #[must_use]
    pub fn holds_anything(&self) -> bool {
        let lives = self.state != Some(KeyState::Disabled) && (self.links > 0 || self.secrets > 0);
        self.sealed > 0 || self.passing > 0 || lives
    }
}

/// Counts what depends on which key, over all workspaces: a walk over everything that does. The keys of the keyring come
/// first, the primary foremost, and behind them those that only the database names.
///
/// # Errors
/// [`Failure`].
pub async fn survey(ls: &Latchstring) -> Result<Vec<KeyUse>, Failure> {
    let known = ls.keyring().keys().map(|(key, state)| KeyUse::none(key, Some(state)));
    let mut uses: Vec<KeyUse> = known.collect();
    for workspace in ls.store().workspaces().await? {
        derived(&workspace).for_each(|key| with(&mut uses, key, |of| of.secrets += 1));
    }
    for table in KeyedTable::ALL {
        let mut after: Option<Vec<u8>> = None;
        loop {
            let rows = ls.store().keyed_rows(table, after.as_deref(), MAX_LIMIT).await?;
            let Some(last) = rows.last() else { break };
            after = Some(last.place());
            rows.iter().try_for_each(|row| count(ls, row, &mut uses))?;
        }
    }
    Ok(uses)
}

fn derived(workspace: &Workspace) -> impl Iterator<Item = KeyId> {
    let signs = workspace.return_key.map(|key| key.key_id);
    let takes_in = workspace.inbound_key.map(|key| key.key_id);
    signs.into_iter().chain(takes_in).map(KeyId::new)
}

fn count(ls: &Latchstring, row: &KeyedRow, uses: &mut Vec<KeyUse>) -> Result<(), Failure> {
    let found = holds(row, ls.now()).map_err(|_| Failure::Defect("a stored value is sealed by nobody"))?;
    for (key, hold) in found {
        with(uses, key, |of| match hold {
            Hold::Sealed => of.sealed += 1,
            Hold::Passing => of.passing += 1,
            Hold::Link => of.links += 1,
        });
    }
    Ok(())
}

fn with(uses: &mut Vec<KeyUse>, key: KeyId, count: impl FnOnce(&mut KeyUse)) {
    if let Some(of) = uses.iter_mut().find(|of| of.key == key) {
        return count(of);
    }
    let mut of = KeyUse::none(key, None);
    count(&mut of);
    uses.push(of);
}
