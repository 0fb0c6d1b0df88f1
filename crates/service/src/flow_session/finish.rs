use latchstring_storage::{Change, ChangeSet};

use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use crate::attempts::{Attempts, Commit};
use crate::{Failure, Latchstring};

/// Ends the walk of a recipient who has connected something and wants no more. Spends nothing.
///
/// # Errors
/// [`FlowError`].
pub async fn finish(ls: &Latchstring, pass: &FlowPass) -> Result<(), FlowError> {
    let mut attempts = Attempts::new(ls);
    loop {
        // Whatever became of the link meanwhile: what was connected is connected, and the recipient may see it.
        let walk = Walk::find(ls, pass).await?;
        let session = walk.session.finish(ls.now())?;
        match attempts.commit(ChangeSet::new().with(Change::UpdateFlowSession(session))).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("the end of a walk was refused").into()),
        }
    }
}
