//! Getting the keyring, and refusing one that would not keep its secrets.

use std::fs;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use latchstring_secrets::keyring::{Keyring, KeyringError, SampleKeyError};
use secrecy::ExposeSecret as _;
use zeroize::Zeroizing;

use crate::config::SecretSource;

/// Why there is no keyring to start with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyringLoadError {
    /// The file cannot be read or written.
    #[error("the keyring file {} cannot be used", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// Others than its owner may read or change the file.
    #[error(
        "the keyring file {} can be read or changed by others (mode {mode:04o}); run: chmod 600 {}",
        path.display(), path.display()
    )]
    Exposed {
        /// Which.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// It is no keyring.
    #[error("the keyring is not usable")]
    Unusable(#[from] KeyringError),
    /// It holds a key that was published or was never random.
    #[error("the keyring is not secret")]
    Sample(#[from] SampleKeyError),
}

/// Reads and checks the keyring.
///
/// # Errors
/// [`KeyringLoadError`].
pub fn load(source: &SecretSource) -> Result<Keyring, KeyringLoadError> {
    let keyring = match source {
        SecretSource::Inline(text) => Keyring::from_json(text.expose_secret())?,
        SecretSource::File(path) => Keyring::from_json(&read(path)?)?,
    };
    keyring.reject_sample_keys()?;
    Ok(keyring)
}

fn read(path: &Path) -> Result<Zeroizing<String>, KeyringLoadError> {
    let failed = |source| KeyringLoadError::File { path: path.to_owned(), source };
    let mut file = fs::File::open(path).map_err(failed)?;
    // Of the open file, so that what is read is what was judged.
    let metadata = file.metadata().map_err(failed)?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(KeyringLoadError::Exposed { path: path.to_owned(), mode });
    }
    // Of the final size at once: a buffer that grows would leave the keys behind in freed memory.
    let mut text =
        Zeroizing::new(String::with_capacity(usize::try_from(metadata.len()).unwrap_or(0).saturating_add(1)));
    file.read_to_string(&mut text).map_err(failed)?;
    Ok(text)
}

/// Writes a keyring into a new file that only its owner may read. A file that is there already is left as it is.
///
/// # Errors
/// [`KeyringLoadError::File`].
pub fn create(path: &Path, keyring: &Keyring) -> Result<(), KeyringLoadError> {
    write_private(path, keyring.to_json().as_bytes())
        .map_err(|source| KeyringLoadError::File { path: path.to_owned(), source })
}

/// Writes a new file of mode 0600, wholly on the disk when this returns. A file that is there already is an error, and a
/// crash leaves either no file of this name or all of it: what is half written has another name.
pub(crate) fn write_private(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
    file.write_all(content)?;
    file.sync_all()?;
    // Unlike renaming, linking never replaces what somebody else has put there meanwhile.
    let linked = fs::hard_link(&unfinished, path);
    fs::remove_file(&unfinished)?;
    linked?;
    // The name of a new file is only safe once its folder is on the disk too.
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => fs::File::open(parent)?.sync_all(),
        _ => Ok(()),
    }
}

/// Puts other content in the place of a file that is there, with its owner and for its owner only. A crash leaves the one
/// or the other, whole.
pub(crate) fn replace_private(path: &Path, content: &[u8]) -> std::io::Result<()> {
    // What is replaced is the file, and not a link to it.
    let path = fs::canonicalize(path)?;
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let owner = fs::metadata(&path)?;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
    // The server that reads it may run as another user than who writes it.
    std::os::unix::fs::fchown(&file, Some(owner.uid()), Some(owner.gid()))?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&unfinished, &path)?;
    match path.parent() {
        Some(parent) => fs::File::open(parent)?.sync_all(),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_while_writing_leaves_nothing_that_the_next_run_takes_for_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("api-key");
        fs::write(folder.path().join("api-key.unfinished"), "ls").unwrap();
        write_private(&path, b"whole").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_is_there_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keyring.json");
        write_private(&path, b"first").unwrap();
        let second = write_private(&path, b"second").unwrap_err();
        assert_eq!(second.kind(), std::io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
    }

    #[test]
    fn a_file_is_replaced_whole_behind_a_link_too() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("keyring.json"), folder.path().join("link.json"));
        write_private(&path, b"first").unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        fs::write(folder.path().join("keyring.json.unfinished"), "sec").unwrap();
        replace_private(&link, b"second").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "second");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        let missing = replace_private(&folder.path().join("none"), b"third").unwrap_err();
        assert_eq!(missing.kind(), std::io::ErrorKind::NotFound);
    }
}
