//! Changing the keyring of a deployment: its file, what the database is bound to, and the word in the log.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use latchstring_domain::id::WorkspaceId;
use latchstring_secrets::keyring::{Keyring, KeyringError, RootKey};
use latchstring_service::keyring::{self as life, KeyringChange};
use latchstring_service::ports::Randomness as _;
use latchstring_service::{Caller, Latchstring, workspace};

pub use latchstring_secrets::keyring::{KeyId, KeyState};
pub use latchstring_service::keyring::{KeyUse, Rewrapped, rewrap, survey};

use crate::command::{self, Opened};
use crate::config::{SecretSource, Settings};
use crate::keyring::{self, KeyringLoadError};
use crate::ports::OsRandomness;

/// What is to become of the keyring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// A fresh key comes to it, and seals nothing yet.
    Add,
    /// A key seals from now on.
    Promote(KeyId),
    /// A fresh key comes to it and seals from now on.
    Rotate,
    /// Nothing that comes from outside is accepted under a key any more.
    Disable(KeyId),
    /// It is again.
    Enable(KeyId),
    /// A key goes, but for what verifies the past.
    Retire(KeyId),
}

/// What has become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The key that it was about.
    pub key: KeyId,
    /// The file with the keyring as it is now.
    pub file: PathBuf,
}

/// Why a keyring was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChangeError {
    /// It cannot be read or written.
    #[error(transparent)]
    Load(#[from] KeyringLoadError),
    /// It cannot be changed so.
    #[error(transparent)]
    Unfit(#[from] KeyringError),
    /// The keyring stands in the configuration itself, and where it is to be written was not said.
    #[error("the keyring stands in the configuration itself, which is not written to")]
    Inline,
    /// What depends on the key would be lost.
    #[error("something still depends on key {}", .0.key)]
    InUse(KeyUse),
    /// The database could not be asked, and the keyring is as it was.
    #[error("the keyring was not changed: {0:#}")]
    Before(anyhow::Error),
    /// The keyring was changed, and the database could not be told.
    #[error("the keyring was changed, but the database was not told of it: {0:#}; run the command again")]
    After(anyhow::Error),
}

/// A keyring about to be changed. Nobody else changes its file as long as it lives.
struct Turn {
    before: Keyring,
    file: Option<PathBuf>,
    out: Option<PathBuf>,
    _lock: Option<fs::File>,
}

impl Turn {
    fn begin(source: &SecretSource, out: Option<&Path>) -> Result<Self, ChangeError> {
        let file = source.file().map(Path::to_owned);
        if file.is_none() && out.is_none() {
            return Err(ChangeError::Inline);
        }
        let lock = file.as_deref().map(locked).transpose()?;
        Ok(Self { before: keyring::load(source)?, file, out: out.map(Path::to_owned), _lock: lock })
    }

    /// Writes it to where it was read from or, if another place was named, into a new file there.
    fn write(&self, next: &Keyring) -> Result<PathBuf, ChangeError> {
        match (&self.out, &self.file) {
            (Some(out), _) => {
                keyring::create(out, next)?;
                Ok(out.clone())
            }
            (None, Some(file)) => {
                keyring::replace_private(file, next.to_json().as_bytes()).map_err(failed(file))?;
                Ok(file.clone())
            }
            (None, None) => Err(ChangeError::Inline),
        }
    }
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> KeyringLoadError {
    |source| KeyringLoadError::File { path: path.to_owned(), source }
}

/// Waits for whoever is changing the same file. The folder is locked, because the file is replaced.
fn locked(file: &Path) -> Result<fs::File, KeyringLoadError> {
    let lock = || {
        let path = fs::canonicalize(file)?;
        let folder = fs::File::open(path.parent().unwrap_or(Path::new("/")))?;
        folder.lock()?;
        Ok(folder)
    };
    lock().map_err(failed(file))
}

/// Changes the keyring, binds the database to it, and tells each workspace's log.
///
/// What could lose something comes last, and what must work when nothing else does comes first: a key is retired in the
/// database's eyes before its root goes from the file, and disabled in the file before the database is asked anything.
/// Told again after a failure, each wish but `Add` and `Rotate` is what it was.
///
/// # Errors
/// [`ChangeError`], which says whether the file was changed.
pub async fn change(
    settings: &Settings,
    wish: Wish,
    out: Option<&Path>,
    caller: impl Fn(WorkspaceId) -> Caller,
) -> Result<Changed, ChangeError> {
    let turn = Turn::begin(&settings.keyring, out)?;
    let before = &turn.before;
    let (key, next, told) = match wish {
        Wish::Add => {
            let root = RootKey::generate(&mut *OsRandomness.rng());
            (root.id(), before.with_key(root)?, &[KeyringChange::Added][..])
        }
        Wish::Rotate => {
            let root = RootKey::generate(&mut *OsRandomness.rng());
            let id = root.id();
            let next = before.with_key(root)?.promote(id)?;
            (id, next, &[KeyringChange::Added, KeyringChange::Promoted][..])
        }
        Wish::Promote(id) => (id, before.promote(id)?, &[KeyringChange::Promoted][..]),
        Wish::Disable(id) => (id, before.disable(id)?, &[KeyringChange::Disabled][..]),
        Wish::Enable(id) => (id, before.enable(id)?, &[KeyringChange::Enabled][..]),
        Wish::Retire(id) => return retire(settings, &turn, id, caller).await,
    };
    let file = turn.write(&next)?;
    let tell = async {
        let opened = command::open(settings).await?;
        // A key that is only added is not yet asked for, so that a server which has not got it can still start.
        let binds = matches!(wish, Wish::Rotate | Wish::Promote(_));
        let done = note(&opened.latchstring, binds.then_some(&next), key, told, &caller).await;
        opened.store.close().await;
        done
    };
    tell.await.map_err(ChangeError::After)?;
    Ok(Changed { key, file })
}

async fn retire(
    settings: &Settings,
    turn: &Turn,
    key: KeyId,
    caller: impl Fn(WorkspaceId) -> Caller,
) -> Result<Changed, ChangeError> {
    let next = turn.before.retire(key)?;
    let Opened { latchstring: ls, store } = command::open(settings).await.map_err(ChangeError::Before)?;
    let ask = async {
        let uses = survey(&ls).await?;
        if let Some(used) = uses.into_iter().find(|of| of.key == key && of.holds_anything()) {
            return Ok(Some(used));
        }
        note(&ls, Some(&next), key, &[KeyringChange::Retired], &caller).await?;
        anyhow::Ok(None)
    };
    let asked = ask.await;
    store.close().await;
    match asked.map_err(ChangeError::Before)? {
        Some(used) => Err(ChangeError::InUse(used)),
        None => Ok(Changed { key, file: turn.write(&next)? }),
    }
}

async fn note(
    ls: &Latchstring,
    binds: Option<&Keyring>,
    key: KeyId,
    told: &[KeyringChange],
    caller: &impl Fn(WorkspaceId) -> Caller,
) -> anyhow::Result<()> {
    if let Some(next) = binds {
        life::bind(ls, next).await.context("the database is bound to the keyring as it was")?;
    }
    for workspace in workspace::list(ls).await? {
        for change in told {
            life::note(ls, &caller(workspace.id), key, *change).await?;
        }
    }
    Ok(())
}

/// Moves everything lasting to the primary key, and tells each workspace's log if anything was moved.
///
/// # Errors
/// When the database failed; what was moved by then stays moved.
pub async fn move_to_primary(
    ls: &Latchstring,
    primary: KeyId,
    told: impl FnMut(u64),
    caller: impl Fn(WorkspaceId) -> Caller,
) -> anyhow::Result<Rewrapped> {
    let report = rewrap(ls, told).await?;
    let moved: u64 = report.from.values().sum();
    if moved > 0 {
        note(ls, None, primary, &[KeyringChange::Rewrapped(moved)], &caller).await?;
    }
    Ok(report)
}
