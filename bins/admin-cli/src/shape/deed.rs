//! What commands answer that did something other than with a thing of the database.

use latchstring_bootstrap::command::KeyFacts;
use latchstring_bootstrap::keys::{Changed, KeyId, KeyState, KeyUse, Rewrapped, Wish};
use serde::Serialize;

use crate::output::{Block, Shape};

/// The migrations that were applied.
#[derive(Serialize)]
pub(crate) struct Migrated {
    pub(crate) applied: Vec<String>,
}

impl Shape for Migrated {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Line(match self.applied.as_slice() {
            [] => "The database was up to date already.".to_owned(),
            [one] => format!("Applied 1 migration: {one}"),
            more => format!("Applied {} migrations: {}", more.len(), more.join(", ")),
        })]
    }
}

/// A new keyring file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewKeyring {
    pub(crate) file: String,
    pub(crate) key_id: String,
}

impl Shape for NewKeyring {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Line(format!(
            "Made {} with the key {}. Keep a copy of it apart from the database's: without it no link opens and no \
             credential can be read.",
            self.file, self.key_id
        ))]
    }
}

/// The keys of the keyring, the primary first.
#[derive(Serialize)]
pub(crate) struct KeyList {
    keys: Vec<KeyShape>,
}

#[derive(Serialize)]
struct KeyShape {
    id: String,
    state: &'static str,
}

impl From<Vec<KeyFacts>> for KeyList {
    fn from(keys: Vec<KeyFacts>) -> Self {
        Self { keys: keys.into_iter().map(|KeyFacts { id, state }| KeyShape { id, state }).collect() }
    }
}

impl Shape for KeyList {
    fn blocks(&self) -> Vec<Block> {
        vec![Block::Table {
            head: &["ID", "STATE"],
            rows: self.keys.iter().map(|key| vec![key.id.clone(), key.state.to_owned()]).collect(),
            none: "No key.",
        }]
    }
}

/// The keyring after a change.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ChangedKeyring {
    change: &'static str,
    key_id: String,
    file: String,
    #[serde(skip)]
    next: &'static str,
}

impl ChangedKeyring {
    pub(crate) fn new(wish: Wish, changed: &Changed) -> Self {
        let (change, next) = match wish {
            Wish::Add => (
                "added",
                "Give it to every server, start them anew, and then promote it: `admin-cli keys promote`.",
            ),
            Wish::Promote(_) => ("promoted", SEALS),
            Wish::Rotate => ("rotated", SEALS),
            Wish::Disable(_) => (
                "disabled",
                "Start every server anew with it at once: until then each goes by the one it was started with.",
            ),
            Wish::Enable(_) => ("enabled", "Start every server anew with it."),
            Wish::Retire(_) => (
                "retired",
                "Start every server anew with it. Backups that were made before need the keyring as it was.",
            ),
        };
        Self { change, key_id: changed.key.to_string(), file: changed.file.display().to_string(), next }
    }
}

const SEALS: &str =
    "Start every server anew with it at once, then move what is sealed: `admin-cli keys rewrap`.";

impl Shape for ChangedKeyring {
    fn blocks(&self) -> Vec<Block> {
        vec![
            Block::Line(format!("Key {} {}; the keyring is in {}.", self.key_id, self.change, self.file)),
            Block::Line(self.next.to_owned()),
        ]
    }
}

/// What depends on each key.
#[derive(Serialize)]
pub(crate) struct KeyUsage {
    keys: Vec<KeyUseShape>,
}

#[derive(Serialize)]
struct KeyUseShape {
    id: String,
    state: &'static str,
    sealed: u64,
    passing: u64,
    links: u64,
    secrets: u64,
}

impl From<Vec<KeyUse>> for KeyUsage {
    fn from(uses: Vec<KeyUse>) -> Self {
        let shape = |of: KeyUse| KeyUseShape {
            id: of.key.to_string(),
            state: match of.state {
                Some(KeyState::Primary) => "primary",
                Some(KeyState::Active) => "active",
                Some(KeyState::Disabled) => "disabled",
                None => "missing",
            },
            sealed: of.sealed,
            passing: of.passing,
            links: of.links,
            secrets: of.secrets,
        };
        Self { keys: uses.into_iter().map(shape).collect() }
    }
}

impl Shape for KeyUsage {
    fn blocks(&self) -> Vec<Block> {
        let row = |of: &KeyUseShape| {
            let counts = [of.sealed, of.passing, of.links, of.secrets].map(|count| count.to_string());
            [of.id.clone(), of.state.to_owned()].into_iter().chain(counts).collect()
        };
        vec![Block::Table {
            head: &["ID", "STATE", "SEALED", "PASSING", "LINKS", "SECRETS"],
            rows: self.keys.iter().map(row).collect(),
            none: "No key.",
        }]
    }
}

/// What a rewrap moved, and what depends on each key now.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RewrappedShape {
    to: String,
    moved: Vec<MovedShape>,
    unreadable: u64,
    busy: u64,
    #[serde(flatten)]
    usage: KeyUsage,
}

#[derive(Serialize)]
struct MovedShape {
    from: String,
    values: u64,
}

impl RewrappedShape {
    pub(crate) fn new(to: KeyId, report: &Rewrapped, uses: Vec<KeyUse>) -> Self {
        let moved =
            report.from.iter().map(|(from, values)| MovedShape { from: from.to_string(), values: *values });
        Self {
            to: to.to_string(),
            moved: moved.collect(),
            unreadable: report.unreadable,
            busy: report.busy,
            usage: uses.into(),
        }
    }
}

impl Shape for RewrappedShape {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = self
            .moved
            .iter()
            .map(|of| {
                Block::Line(format!("Moved {} values from key {} to key {}.", of.values, of.from, self.to))
            })
            .collect();
        if blocks.is_empty() {
            blocks.push(Block::Line(format!("Everything lasting was under key {} already.", self.to)));
        }
        blocks.extend(self.usage.blocks());
        blocks
    }
}
