use std::fs;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use latchstring_secrets::keyring::Keyring;
use latchstring_service::ports::Randomness as _;
use secrecy::SecretString;

use crate::config::SecretSource;
use crate::keyring::{self, KeyringLoadError};
use crate::ports::OsRandomness;

/// The folder a quickstart lives in: `latchstring.db`, `keyring.json`, `api-key` and `mail/`, the last three for their
/// owner only.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// It cannot be made, read or written.
    #[error("the data folder cannot be used: {}", path.display())]
    Io {
        /// The folder, or the file in it.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// There is a database, but the keyring it was written with is gone.
    #[error(
        "{} holds a database but no keyring.json; put the keyring back from your copy, or start with another data \
         folder. A new keyring could open nothing that is in the database",
        path.display()
    )]
    KeyringLost {
        /// The folder.
        path: PathBuf,
    },
    /// The keyring cannot be used.
    #[error(transparent)]
    Keyring(#[from] KeyringLoadError),
}

impl Folder {
    /// The name of the database in it.
    pub const DATABASE: &'static str = "latchstring.db";

    /// The folder at this path; made, for its owner only, if there is none.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        let failed = |source| FolderError::Io { path: path.to_owned(), source };
        fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(failed)?;
        fs::canonicalize(path).map(Self).map_err(failed)
    }

    /// Where the database is.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.0.join(Self::DATABASE)
    }

    /// Where the keyring is.
    #[must_use]
    pub fn keyring_file(&self) -> PathBuf {
        self.0.join("keyring.json")
    }

    /// Where the mails of a quickstart go: it sends none to anybody, so that trying things out reaches nobody.
    #[must_use]
    pub fn mail_folder(&self) -> PathBuf {
        self.0.join("mail")
    }

    /// Where the API key is.
    #[must_use]
    pub fn api_key_file(&self) -> PathBuf {
        self.0.join("api-key")
    }

    /// The folder's keyring. A new one is made only where there is no database that another one may belong to.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn keyring(&self) -> Result<Keyring, FolderError> {
        let path = self.keyring_file();
        if !path.exists() {
            if self.database().exists() {
                return Err(FolderError::KeyringLost { path: self.0.clone() });
            }
            keyring::create(&path, &Keyring::generate(&mut *OsRandomness.rng()))?;
        }
        Ok(keyring::load(&SecretSource::File(path))?)
    }

    /// The API key saved here by an earlier run.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn api_key(&self) -> Result<Option<SecretString>, FolderError> {
        let path = self.api_key_file();
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(SecretString::from(text.trim()))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(FolderError::Io { path, source }),
        }
    }

    /// Saves the API key, for its owner only.
    ///
    /// # Errors
    /// [`FolderError::Io`].
    pub fn save_api_key(&self, text: &str) -> Result<(), FolderError> {
        let path = self.api_key_file();
        keyring::write_private(&path, format!("{text}\n").as_bytes())
            .map_err(|source| FolderError::Io { path, source })
    }
}
