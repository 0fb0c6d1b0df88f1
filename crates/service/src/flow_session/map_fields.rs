use latchstring_domain::flow::{FieldMapping, MappedField, MappingError};
use latchstring_domain::flow_session::StepError;
use latchstring_storage::{Change, ChangeSet};

use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use crate::attempts::{Attempts, Commit};
use crate::{Failure, Latchstring};

/// Why fields were not mapped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MapFieldsError {
    /// Something is missing, or was not offered.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The session cannot go on.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// Says which of the source's fields fill which of the customer's.
///
/// # Errors
/// [`MapFieldsError`].
pub async fn map_fields(
    ls: &Latchstring,
    pass: &FlowPass,
    chosen: &[MappedField],
) -> Result<(), MapFieldsError> {
    let mut attempts = Attempts::new(ls);
    loop {
        let walk = Walk::resume(ls, pass).await?;
        let Some(to_map) = walk.session.to_map() else {
            return Err(StepError::WrongStep { at: walk.session.step() }.into());
        };
        let mapping = FieldMapping::new(&to_map.target, &to_map.source, chosen.to_vec())?;
        let session = walk.session.map_fields(mapping, ls.now())?;
        match attempts.commit(ChangeSet::new().with(Change::UpdateFlowSession(session))).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a mapping of fields was refused").into()),
        }
    }
}
