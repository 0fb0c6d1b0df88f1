//! Invitations: links whose truth is a row in the database.

mod draft;
mod extension;
mod mail;
mod model;
mod rotation;
mod status;

pub use draft::{DraftError, InvitationDraft, Lifetime, MIN_LIFETIME, expiry};
pub use extension::{ExtendError, Extended, Extension};
pub use mail::{InvitationMail, MailReason, MailSettled, MailState, MailStatus, ParseMailStatusError};
pub use model::{
    Invitation, InvitationSource, InvitationType, LinkToken, ParseInvitationSourceError,
    ParseInvitationTypeError, Presentation, Purpose,
};
pub use rotation::{RetiredLink, RotateError};
pub use status::{InvitationStatus, NotUsable, ParseInvitationStatusError, RevokeError, Revoked};
