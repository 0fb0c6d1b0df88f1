//! Invitations: links whose truth is a row in the database.

mod draft;
mod model;
mod status;

pub use draft::{DraftError, InvitationDraft, MIN_LIFETIME};
pub use model::{Invitation, LinkToken, Presentation, Purpose};
pub use status::{
    ExtendError, InvitationStatus, NotUsable, ParseInvitationStatusError, RevokeError, Revoked,
};
