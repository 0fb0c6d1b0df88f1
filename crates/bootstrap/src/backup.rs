//! Copies of the database, and putting one back.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use latchstring_domain::id::WorkspaceId;
use latchstring_service::event::{self, BrokenChain};
use latchstring_service::restore::{self, Marked};
use latchstring_service::{Caller, Latchstring, workspace};
use latchstring_storage_seaorm::SqliteLock;

use crate::command::{self, Opened};
use crate::config::{DatabaseSettings, Settings};
use crate::store::{OpenStore, Role};

/// Why there is no copy, or none was put back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// It is another database, which has a program of its own for it.
    #[error("the database is no SQLite file; docs/how-to/back-up-and-restore.md has the way for it")]
    NotSqlite,
    /// A file of this name is there.
    #[error("{} is there already and was left as it is", .0.display())]
    Exists(PathBuf),
    /// The copy is not sound.
    #[error("{} is not sound: {}", .0.display(), .1.join("; "))]
    Unsound(PathBuf, Vec<String>),
    /// The log of the copy does not verify.
    #[error("the event log of the copy is broken: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Broken(Vec<BrokenChain>),
    /// Anything else.
    #[error("{0:#}")]
    Failed(#[from] anyhow::Error),
}

/// What was put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What was revoked in it, all workspaces together.
    pub marked: Marked,
    /// Where the database is that was there before, if there was one.
    pub before: Option<PathBuf>,
}

/// Writes a copy of a SQLite database into a new file for its owner alone, beside a running server, and looks it through. Returns
/// its size. A crash leaves no file of this name.
///
/// # Errors
/// [`BackupError`].
pub async fn backup(settings: &Settings, to: &Path) -> Result<u64, BackupError> {
    if !matches!(settings.database, DatabaseSettings::Sqlite { .. }) {
        return Err(BackupError::NotSqlite);
    }
    if to.exists() {
        return Err(BackupError::Exists(to.to_owned()));
    }
    let unfinished = beside(to, ".unfinished");
    fresh(&unfinished).with_context(|| format!("{} cannot be written", unfinished.display()))?;
    let store = command::store(settings).await?;
    let copied = store.copy_sqlite(&unfinished).await;
    store.close().await;
    copied?;
    sound(&unfinished).await?;
    let done = || {
        fs::File::open(&unfinished)?.sync_all()?;
        // Unlike renaming, linking never replaces what somebody else has put there meanwhile.
        fs::hard_link(&unfinished, to)?;
        fs::remove_file(&unfinished)?;
        synced_folder(to)?;
        Ok::<_, std::io::Error>(fs::metadata(to)?.len())
    };
    Ok(done().with_context(|| format!("{} cannot be written", to.display()))?)
}

/// Puts a copy back in the place of the database, once it has been found sound, of this keyring, its log whole, and everything
/// revoked in it that may have been revoked since. The server has to be stopped. What was there is kept under another name.
///
/// # Errors
/// [`BackupError`]; the database is then as it was.
pub async fn restore(
    settings: &Settings,
    from: &Path,
    keep_api_keys: bool,
    caller: impl Fn(WorkspaceId) -> Caller,
) -> Result<Restored, BackupError> {
    let DatabaseSettings::Sqlite { path, migrate_on_start } = &settings.database else {
        return Err(BackupError::NotSqlite);
    };
    let path = named(path).with_context(|| format!("{} cannot be used", path.display()))?;
    let _lock = SqliteLock::take(&path).context("stop the server first")?;
    let before = beside(&path, ".before-restore");
    if before.exists() {
        return Err(BackupError::Exists(before));
    }
    let copy = beside(&path, ".restoring");
    let copying = || std::io::copy(&mut fs::File::open(from)?, &mut fresh(&copy)?);
    copying().with_context(|| format!("{} cannot be copied", from.display()))?;
    sound(&copy).await?;
    let on_copy = Settings {
        database: DatabaseSettings::Sqlite { path: copy.clone(), migrate_on_start: *migrate_on_start },
        ..settings.clone()
    };
    command::migrate(&on_copy).await?;
    bound(&on_copy, from).await?;
    let marked = verified_and_marked(&on_copy, keep_api_keys, caller).await?;
    let ready = beside(&path, ".restored");
    written_out(&copy, &ready).await?;
    let swap = || {
        let had_one = path.exists();
        if had_one {
            for end in ["", "-wal"] {
                let file = beside(&path, end);
                if file.exists() {
                    fs::rename(&file, beside(&before, end))?;
                }
            }
        }
        // What belongs to the pages of one database would be read into those of another.
        for end in ["-wal", "-shm"] {
            remove(&beside(&path, end))?;
        }
        fs::File::open(&ready)?.sync_all()?;
        fs::rename(&ready, &path)?;
        for end in ["", "-wal", "-shm"] {
            remove(&beside(&copy, end))?;
        }
        synced_folder(&path)?;
        Ok::<_, std::io::Error>(had_one.then(|| before.clone()))
    };
    let before = swap().with_context(|| format!("{} cannot be put in its place", ready.display()))?;
    Ok(Restored { marked, before })
}

/// Revokes in the configured database, which was put back by other means, what may have been revoked since the copy was made.
/// No server may have been started on it.
///
/// # Errors
/// [`BackupError`]; run it again, it does the rest.
pub async fn mark(
    settings: &Settings,
    keep_api_keys: bool,
    caller: impl Fn(WorkspaceId) -> Caller,
) -> Result<Marked, BackupError> {
    verified_and_marked(settings, keep_api_keys, caller).await
}

async fn verified_and_marked(
    settings: &Settings,
    keep_api_keys: bool,
    caller: impl Fn(WorkspaceId) -> Caller,
) -> Result<Marked, BackupError> {
    let Opened { latchstring: ls, store } = command::open(settings).await?;
    let marked = in_all(&ls, keep_api_keys, caller).await;
    store.close().await;
    marked
}

async fn in_all(
    ls: &Latchstring,
    keep_api_keys: bool,
    caller: impl Fn(WorkspaceId) -> Caller,
) -> Result<Marked, BackupError> {
    let all = workspace::list(ls).await.map_err(anyhow::Error::from)?;
    let mut broken = Vec::new();
    for workspace in &all {
        let report = event::verify(ls, &caller(workspace.id)).await.map_err(anyhow::Error::from)?;
        broken.extend(report.broken);
    }
    if !broken.is_empty() {
        return Err(BackupError::Broken(broken));
    }
    let mut marked = Marked::default();
    for workspace in &all {
        let of =
            restore::mark(ls, &caller(workspace.id), keep_api_keys).await.map_err(anyhow::Error::from)?;
        marked.invitations += of.invitations;
        marked.companies += of.companies;
        marked.api_keys += of.api_keys;
    }
    Ok(marked)
}

/// Writes what SQLite finds in a database into a file of its own. What was written last may lie in the log beside the database until the last
/// connection has gone, so moving the one file about would be moving a part.
async fn written_out(from: &Path, to: &Path) -> Result<(), BackupError> {
    fresh(to).with_context(|| format!("{} cannot be written", to.display()))?;
    let store = OpenStore::open_sqlite(from, Role::Command).await?;
    let copied = store.copy_sqlite(to).await;
    store.close().await;
    copied?;
    Ok(())
}

/// Fails unless SQLite finds nothing wrong with a file.
async fn sound(path: &Path) -> Result<(), BackupError> {
    let store = OpenStore::open_sqlite(path, Role::Command).await?;
    let wrong = store.examine_sqlite().await;
    store.close().await;
    match wrong? {
        wrong if wrong.is_empty() => Ok(()),
        wrong => Err(BackupError::Unsound(path.to_owned(), wrong)),
    }
}

/// Fails for a file in which nothing was ever kept: it would be bound to this keyring and take the place of everything.
async fn bound(settings: &Settings, from: &Path) -> Result<(), BackupError> {
    let store = command::store(settings).await?;
    let unbound = command::is_unbound(&store).await;
    store.close().await;
    if unbound? {
        return Err(BackupError::Unsound(from.to_owned(), vec!["nothing is in it".to_owned()]));
    }
    Ok(())
}

/// The name of a file with this at its end.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    name.into()
}

/// The one name of a file, whatever links lead to it, whether it is there or not.
fn named(path: &Path) -> std::io::Result<PathBuf> {
    match path.canonicalize() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => std::path::absolute(path),
        found => found,
    }
}

/// An empty file for its owner alone. What a run that was killed has left is thrown away.
fn fresh(path: &Path) -> std::io::Result<fs::File> {
    for end in ["", "-wal", "-shm"] {
        remove(&beside(path, end))?;
    }
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

fn remove(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn synced_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}
