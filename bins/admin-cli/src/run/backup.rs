use std::path::Path;

use latchstring_bootstrap::backup::{self, BackupError};
use latchstring_service::Caller;

use super::session;
use crate::args::{Global, RestoreArguments};
use crate::output::Answer;
use crate::problem::{Exit, Problem};
use crate::shape::{BackupShape, RestoredShape};

pub(super) async fn backup(global: &Global, file: &Path) -> Result<Answer, Problem> {
    let settings = session::settings(global)?;
    let bytes = backup::backup(&settings, file).await.map_err(problem)?;
    Answer::new(&BackupShape { file: file.display().to_string(), bytes })
}

pub(super) async fn restore(global: &Global, wish: RestoreArguments) -> Result<Answer, Problem> {
    let settings = session::settings(global)?;
    let (operator, origin) = session::who(global);
    let caller = |workspace| Caller::operator(workspace, &operator, origin.clone());
    let shape = match wish.file {
        Some(file) => {
            let restored = backup::restore(&settings, &file, wish.keep_api_keys, caller).await;
            let restored = restored.map_err(problem)?;
            RestoredShape::new(restored.marked, restored.before.as_deref())
        }
        None => {
            let marked = backup::mark(&settings, wish.keep_api_keys, caller).await.map_err(problem)?;
            RestoredShape::new(marked, None)
        }
    };
    Answer::new(&shape)
}

fn problem(error: BackupError) -> Problem {
    match error {
        BackupError::Failed(error) => error.into(),
        error @ BackupError::Broken(_) => Problem::new(Exit::Broken, error),
        error @ BackupError::Exists(_) => Problem::new(Exit::Refused, error),
        other => Problem::new(Exit::Failed, other),
    }
}
