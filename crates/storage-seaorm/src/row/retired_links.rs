use latchstring_domain::id::{InvitationId, WorkspaceId};
use latchstring_domain::invitation::{LinkToken, RetiredLink};

use super::cell::{Result, Row};
use crate::entity::retired_links::Model;

pub(crate) fn write(value: &RetiredLink) -> Model {
    Model {
        token_digest: value.token.digest.as_bytes().to_vec(),
        workspace_id: value.workspace_id.as_uuid(),
        invitation_id: value.invitation_id.as_uuid(),
        token_key_id: value.token.key_id.to_vec(),
        token_generation: i64::from(value.token.generation),
        retired_at: value.retired_at.unix_millis(),
    }
}

pub(crate) fn read(model: Model) -> Result<RetiredLink> {
    let row = Row::new("retired_links", model.invitation_id);
    Ok(RetiredLink {
        workspace_id: WorkspaceId::from_uuid(model.workspace_id),
        invitation_id: InvitationId::from_uuid(model.invitation_id),
        token: LinkToken {
            key_id: row.ok("token_key_id", <[u8; 4]>::try_from(model.token_key_id))?,
            generation: row.ok("token_generation", u32::try_from(model.token_generation))?,
            digest: row.digest("token_digest", model.token_digest)?,
        },
        retired_at: row.time("retired_at", model.retired_at)?,
    })
}
