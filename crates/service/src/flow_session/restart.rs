use latchstring_storage::{Change, ChangeSet};

use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use crate::attempts::{Attempts, Commit};
use crate::{Failure, Latchstring};

/// Takes a session back to its first step; what it held is gone.
///
/// # Errors
/// [`FlowError`].
pub async fn restart(ls: &Latchstring, pass: &FlowPass) -> Result<(), FlowError> {
    let mut attempts = Attempts::new(ls);
    loop {
        let walk = Walk::resume(ls, pass).await?;
        let session = walk.session.restart(ls.now())?;
        match attempts.commit(ChangeSet::new().with(Change::UpdateFlowSession(session))).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a restart was refused").into()),
        }
    }
}
