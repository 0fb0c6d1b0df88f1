use std::path::{Path, PathBuf};

use async_trait::async_trait;
use tokio::fs;
use tokio::io::AsyncWriteExt as _;

use super::{Envelope, Transport};
use crate::SendError;

/// Puts each mail into a folder as a file of its own, for trying things out and for whoever reads mail their own way.
///
/// A file is named by the mail's id, which sorts by time, and appears whole or not at all; the same mail twice is one
/// file. A code may be in it, so only its owner can read it.
#[derive(Debug, Clone)]
pub struct FileTransport {
    folder: PathBuf,
}

impl FileTransport {
    /// Into this folder, which is made when it is not there.
    #[must_use]
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    async fn write(&self, envelope: &Envelope) -> std::io::Result<()> {
        let mut folder = fs::DirBuilder::new();
        #[cfg(unix)]
        folder.mode(0o700);
        folder.recursive(true).create(&self.folder).await?;
        let path = self.folder.join(format!("{}.eml", envelope.id.simple()));
        let half = path.with_extension("part");
        write_private(&half, &envelope.bytes).await?;
        fs::rename(&half, &path).await
    }
}

async fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    options.mode(0o600);
    let mut file = options.open(path).await?;
    file.write_all(bytes).await?;
    file.sync_all().await
}

#[async_trait]
impl Transport for FileTransport {
    async fn deliver(&self, envelope: &Envelope) -> Result<(), SendError> {
        // A folder that is full or not ours can be mended.
        let failed = |error| SendError::Temporary {
            reason: "the mail folder cannot be written to",
            source: Some(Box::new(error)),
        };
        self.write(envelope).await.map_err(failed)
    }
}
