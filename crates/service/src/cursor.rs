//! Places in paged lists, as texts that a client can carry and cannot make.

use latchstring_secrets::sealed_link::{self, OpenError, Purpose};
use uuid::Uuid;

use crate::{Caller, Failure, Latchstring};

/// The cursor was not made by this deployment, not for the caller's workspace, or for another list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cursor does not belong to this list")]
pub struct CursorRefused(#[source] OpenError);

/// The text that stands for the place after `last` in a list of the caller's workspace.
///
/// `list` describes the list together with its filters: a cursor opens for exactly the same description and nowhere
/// else, so that nobody walks on through another list, or skips rows by changing a filter halfway.
///
/// # Errors
/// [`Failure::Defect`], which sealing sixteen bytes does not come to.
pub fn seal_cursor(ls: &Latchstring, caller: &Caller, list: &str, last: Uuid) -> Result<String, Failure> {
    sealed_link::seal(ls.keyring(), Purpose::Cursor, &context(caller, list), last.as_bytes(), &mut *ls.rng())
        .map_err(|_| Failure::Defect("a cursor is too long"))
}

/// The id of the last item seen, from a text of [`seal_cursor`].
///
/// # Errors
/// [`CursorRefused`].
pub fn open_cursor(ls: &Latchstring, caller: &Caller, list: &str, text: &str) -> Result<Uuid, CursorRefused> {
    let opened = sealed_link::open(ls.keyring(), Purpose::Cursor, &context(caller, list), text)
        .map_err(CursorRefused)?;
    Uuid::from_slice(&opened.message).map_err(|_| CursorRefused(OpenError::Malformed))
}

/// The workspace has a fixed length, so no two pairs make the same bytes.
fn context(caller: &Caller, list: &str) -> Vec<u8> {
    [caller.workspace_id().to_bytes().as_slice(), list.as_bytes()].concat()
}
