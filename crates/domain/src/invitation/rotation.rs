use super::model::{Invitation, LinkToken};
use super::status::NotUsable;
use crate::Timestamp;
use crate::id::{InvitationId, WorkspaceId};

/// A link that an invitation had before it was given another. It opens nothing; it is kept so that whoever has it can be
/// told that it was one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetiredLink {
    /// The workspace of the invitation.
    pub workspace_id: WorkspaceId,
    /// The invitation.
    pub invitation_id: InvitationId,
    /// What it was made of.
    pub token: LinkToken,
    /// Since when it opens nothing.
    pub retired_at: Timestamp,
}

/// Why an invitation cannot be given another link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RotateError {
    /// It cannot be used, so no link of it opens anything.
    #[error(transparent)]
    NotUsable(#[from] NotUsable),
    /// The other link is the one that it has.
    #[error("the new link is the old one")]
    Unchanged,
}

impl LinkToken {
    /// The generation of the link after this one.
    #[must_use]
    pub const fn next_generation(&self) -> u32 {
        self.generation.saturating_add(1)
    }
}

impl Invitation {
    /// The invitation with another link, and the one that is dead from now on. There is never more than one that lives.
    ///
    /// # Errors
    /// [`RotateError`].
    pub fn rotate(self, now: Timestamp, token: LinkToken) -> Result<(Self, RetiredLink), RotateError> {
        self.usable(now)?;
        if token.generation <= self.token.generation || token.digest == self.token.digest {
            return Err(RotateError::Unchanged);
        }
        let retired = RetiredLink {
            workspace_id: self.workspace_id,
            invitation_id: self.id,
            token: self.token.clone(),
            retired_at: now,
        };
        Ok((Self { token, updated_at: now, version: self.version.next(), ..self }, retired))
    }
}
