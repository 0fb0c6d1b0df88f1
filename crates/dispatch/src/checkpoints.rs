//! Recording where the chains of events end, and keeping that in a folder outside the database.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use latchstring_service::event::checkpoint::{self, CheckpointText, KeptCheckpoint, WorkspaceId};
use latchstring_service::{Failure, Latchstring, workspace};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::options::DispatchOptions;

/// How many checkpoints are in hand at a time; each may have ten thousand ends.
const AT_ONCE: u32 = 20;

/// More than the longest line that a file of checkpoints has.
const LINE: u64 = 4096;

/// The loop that records, and writes down what is recorded.
pub(crate) struct CheckpointKeeper {
    pub(crate) ls: Latchstring,
    pub(crate) options: DispatchOptions,
    pub(crate) folder: Option<PathBuf>,
}

/// Why what was recorded is not in its file. It is tried again.
#[derive(Debug, thiserror::Error)]
enum KeepError {
    #[error(transparent)]
    Failed(#[from] Failure),
    #[error("{} cannot be written", .0.display())]
    File(PathBuf, #[source] io::Error),
    #[error("the writing of checkpoints was stopped")]
    Stopped,
}

impl CheckpointKeeper {
    /// Works until `stop` is cancelled.
    pub(crate) async fn run(self, stop: CancellationToken) {
        let mut next = Instant::now();
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = sleep_until(next) => {
                    next = Instant::now() + self.options.look_for_checkpoints_every;
                    self.keep().await;
                }
            }
        }
    }

    async fn keep(&self) {
        let workspaces = match workspace::list(&self.ls).await {
            Ok(workspaces) => workspaces,
            Err(failure) => {
                tracing::warn!(error = &failure as &dyn std::error::Error, "no checkpoint can be made");
                return;
            }
        };
        for workspace in workspaces {
            let kept = async {
                checkpoint::take(&self.ls, workspace.id, self.options.checkpoint_every).await?;
                match &self.folder {
                    Some(folder) => {
                        let path = folder.join(format!("{}.jsonl", workspace.id));
                        self.write_down(workspace.id, path).await
                    }
                    None => Ok(()),
                }
            };
            if let Err(error) = kept.await {
                tracing::error!(
                    workspace = %workspace.id,
                    error = &error as &dyn std::error::Error,
                    "a checkpoint of the event log was not kept"
                );
            }
        }
    }

    /// Adds to the file what the database has and the file does not. Two servers with one folder may both add the same line,
    /// which is one that verifies.
    async fn write_down(&self, workspace: WorkspaceId, path: PathBuf) -> Result<(), KeepError> {
        let mut last = blocking(&path, last_number).await?;
        loop {
            let part = checkpoint::after(&self.ls, workspace, last, AT_ONCE).await?;
            let Some(end) = part.last() else { return Ok(()) };
            last = end.statement.number;
            let mut lines = String::new();
            for checkpoint in &part {
                lines.push_str(&CheckpointText::of(&self.ls, checkpoint)?.line()?);
            }
            blocking(&path, move |path| append(path, lines.as_bytes())).await?;
        }
    }
}

async fn blocking<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
) -> Result<T, KeepError> {
    let path = path.to_owned();
    let done = tokio::task::spawn_blocking(move || work(&path).map_err(|error| KeepError::File(path, error)));
    done.await.map_err(|_| KeepError::Stopped)?
}

/// The number in the last whole line; 0 without one. Half a line, of a process that died, is cut off.
fn last_number(path: &Path) -> io::Result<u64> {
    let mut file = match OpenOptions::new().read(true).write(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let length = file.metadata()?.len();
    let from = length.saturating_sub(LINE);
    file.seek(SeekFrom::Start(from))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    let whole = end.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    if whole < end.len() {
        file.set_len(from + u64::try_from(whole).map_err(io::Error::other)?)?;
    }
    let whole = end.get(..whole).unwrap_or_default();
    let line = whole.strip_suffix(b"\n").and_then(|lines| lines.rsplit(|byte| *byte == b'\n').next());
    let Some(line) = line else { return Ok(0) };
    let line = std::str::from_utf8(line).map_err(io::Error::other)?;
    Ok(KeptCheckpoint::read(line).map_err(io::Error::other)?.statement.number)
}

/// One write, so that the lines of two processes do not mix, and on the disk before it counts.
fn append(path: &Path, lines: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(lines)?;
    file.sync_data()
}
