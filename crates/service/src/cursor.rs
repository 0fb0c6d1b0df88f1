//! Places in paged lists, as texts that a client can carry and cannot make.

use latchstring_secrets::sealed_link::{self, OpenError, Purpose};
use uuid::Uuid;

use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::ProviderId;
use latchstring_domain::text::ProviderName;
use latchstring_storage::ProviderPlace;

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
    seal(ls, caller, list, last.as_bytes())
}

/// The same for a list of providers, which are in the order of their names.
///
/// # Errors
/// [`Failure::Defect`], which sealing a name does not come to.
pub fn seal_provider_cursor(
    ls: &Latchstring,
    caller: &Caller,
    list: &str,
    last: &ProviderPlace,
) -> Result<String, Failure> {
    let message = [last.id.to_bytes().as_slice(), last.name.as_str().as_bytes()].concat();
    seal(ls, caller, list, &message)
}

/// The same for a list of addresses, which are in their own order.
///
/// # Errors
/// [`Failure::Defect`], which sealing an address does not come to.
pub fn seal_address_cursor(
    ls: &Latchstring,
    caller: &Caller,
    list: &str,
    last: &EmailAddress,
) -> Result<String, Failure> {
    seal(ls, caller, list, last.as_str().as_bytes())
}

fn seal(ls: &Latchstring, caller: &Caller, list: &str, message: &[u8]) -> Result<String, Failure> {
    sealed_link::seal(ls.keyring(), Purpose::Cursor, &context(caller, list), message, &mut *ls.rng())
        .map_err(|_| Failure::Defect("a cursor is too long"))
}

/// The id of the last item seen, from a text of [`seal_cursor`].
///
/// # Errors
/// [`CursorRefused`].
pub fn open_cursor(ls: &Latchstring, caller: &Caller, list: &str, text: &str) -> Result<Uuid, CursorRefused> {
    Uuid::from_slice(&open(ls, caller, list, text)?).map_err(|_| CursorRefused(OpenError::Malformed))
}

/// The place of the last provider seen, from a text of [`seal_provider_cursor`].
///
/// # Errors
/// [`CursorRefused`].
pub fn open_provider_cursor(
    ls: &Latchstring,
    caller: &Caller,
    list: &str,
    text: &str,
) -> Result<ProviderPlace, CursorRefused> {
    let message = open(ls, caller, list, text)?;
    let malformed = || CursorRefused(OpenError::Malformed);
    let (id, name) = message.split_at_checked(16).ok_or_else(malformed)?;
    let id = Uuid::from_slice(id).map_err(|_| malformed())?;
    let name = std::str::from_utf8(name).ok().and_then(|name| ProviderName::parse(name).ok());
    Ok(ProviderPlace { name: name.ok_or_else(malformed)?, id: ProviderId::from_uuid(id) })
}

/// The last address seen, from a text of [`seal_address_cursor`].
///
/// # Errors
/// [`CursorRefused`].
pub fn open_address_cursor(
    ls: &Latchstring,
    caller: &Caller,
    list: &str,
    text: &str,
) -> Result<EmailAddress, CursorRefused> {
    let message = open(ls, caller, list, text)?;
    let address = std::str::from_utf8(&message).ok().and_then(|text| EmailAddress::parse(text).ok());
    address.ok_or(CursorRefused(OpenError::Malformed))
}

fn open(ls: &Latchstring, caller: &Caller, list: &str, text: &str) -> Result<Vec<u8>, CursorRefused> {
    let opened = sealed_link::open(ls.keyring(), Purpose::Cursor, &context(caller, list), text)
        .map_err(CursorRefused)?;
    Ok(opened.message.to_vec())
}

/// The workspace has a fixed length, so no two pairs make the same bytes.
fn context(caller: &Caller, list: &str) -> Vec<u8> {
    [caller.workspace_id().to_bytes().as_slice(), list.as_bytes()].concat()
}
