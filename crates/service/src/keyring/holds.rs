//! What of a row depends on a key of the keyring, and how it is moved to the primary.

use latchstring_domain::Timestamp;
use latchstring_domain::connection::Connection;
use latchstring_domain::flow_session::{FlowSession, FlowState, Gate};
use latchstring_domain::invitation::{InvitationStatus, Purpose};
use latchstring_domain::magic_link::LinkOrigin;
use latchstring_domain::provider::SignInMethod;
use latchstring_domain::sealed::SealedBytes;
use latchstring_domain::webhook::Endpoint;
use latchstring_secrets::at_rest::{AtRestError, sealing_key};
use latchstring_secrets::keyring::KeyId;
use latchstring_secrets::vault::{self, VaultContext};
use latchstring_secrets::webhook::{WebhookHeaders, WebhookSecret};
use latchstring_storage::{Change, KeyedRow};

use crate::Latchstring;

/// How something depends on a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hold {
    /// It is sealed under the key and stays. A rewrap moves it.
    Sealed,
    /// It is sealed under the key and gone in a day at the latest: what a recipient is in the middle of, a forwarded code,
    /// an answer that is kept to be given again.
    Passing,
    /// It is a link that can be used and whose secret the key has made. It dies with the key.
    Link,
}

/// What of a row depends on which key.
pub(super) fn holds(row: &KeyedRow, now: Timestamp) -> Result<Vec<(KeyId, Hold)>, AtRestError> {
    let mut found = Vec::new();
    let mut sealed = |bytes: &SealedBytes, hold| -> Result<(), AtRestError> {
        // Of a connection that was ended nothing is left.
        if !bytes.as_bytes().is_empty() {
            found.push((sealing_key(bytes.as_bytes())?, hold));
        }
        Ok(())
    };
    match row {
        KeyedRow::Endpoint(row) => {
            sealed(&row.secrets.current, Hold::Sealed)?;
            row.secrets.previous.iter().try_for_each(|(secret, _)| sealed(secret, Hold::Sealed))?;
            row.headers.iter().try_for_each(|headers| sealed(&headers.values, Hold::Sealed))?;
        }
        KeyedRow::Provider(row) => {
            let secret = row.method.oauth().and_then(|client| client.client_secret.as_ref());
            secret.map_or(Ok(()), |secret| sealed(&secret.data_key, Hold::Sealed))?;
        }
        KeyedRow::Connection(row) => sealed(&row.credentials.data_key, Hold::Sealed)?,
        KeyedRow::Invitation(row) => {
            let values = row.portal.as_ref().and_then(|portal| portal.options.connect_values.as_ref());
            values.map_or(Ok(()), |values| sealed(&values.data_key, Hold::Sealed))?;
            if row.status(now) == InvitationStatus::Active {
                found.push((KeyId::new(row.token.key_id), Hold::Link));
            }
        }
        KeyedRow::MagicLink(row) => {
            let over = row.expires_at.is_some_and(|at| at <= now);
            let used_up = matches!(row.purpose, Purpose::CreateConnection { .. }) && row.use_count > 0;
            // One that its company has cut off is counted too, since its company is not read: too many rather than too few.
            if row.revoked_at.is_none() && !over && !used_up && row.origin != LinkOrigin::Imported {
                found.push((KeyId::new(row.key_id), Hold::Link));
            }
        }
        KeyedRow::FlowSession(row) => {
            of_session(row).into_iter().try_for_each(|bytes| sealed(bytes, Hold::Passing))?;
        }
        KeyedRow::MfaMessage(row) => sealed(&row.content.data_key, Hold::Passing)?,
        KeyedRow::Answer(row) => sealed(&row.sealed, Hold::Passing)?,
    }
    Ok(found)
}

fn of_session(session: &FlowSession) -> Vec<&SealedBytes> {
    let code = match &session.gate {
        Gate::Asked(asked) => Some(&asked.code),
        Gate::Open | Gate::Closed | Gate::Passed(_) => None,
    };
    let held = match &session.state {
        FlowState::Challenged { held, .. } => Some(held),
        FlowState::SignedIn(signed_in)
        | FlowState::SitesChosen { signed_in, .. }
        | FlowState::FieldsMapped { signed_in, .. } => Some(&signed_in.credentials.data_key),
        FlowState::Opened | FlowState::ProviderChosen(_) | FlowState::Submitted { .. } => None,
    };
    code.into_iter().chain(held).collect()
}

/// The change that moves what is sealed in a row to the primary; `None` where nothing is to be moved. The row is the next
/// version of itself, so that of the change and of any other that was decided on the same row one is stale.
pub(super) fn moved(ls: &Latchstring, row: KeyedRow) -> Result<Option<Change>, AtRestError> {
    Ok(match row {
        KeyedRow::Endpoint(row) => endpoint(ls, row)?.map(Change::UpdateEndpoint),
        KeyedRow::Provider(mut row) => {
            let (workspace, id) = (row.workspace_id.to_bytes(), row.id.to_bytes());
            let SignInMethod::OAuth(client) = &mut row.method else { return Ok(None) };
            let Some(secret) = &mut client.client_secret else { return Ok(None) };
            let moved = data_key(ls, workspace, id, &mut secret.data_key)?;
            row.version = row.version.next();
            moved.then_some(Change::UpdateProvider(row))
        }
        KeyedRow::Connection(mut row) => {
            let Connection { workspace_id, id, .. } = row;
            let moved = data_key(ls, workspace_id.to_bytes(), id.to_bytes(), &mut row.credentials.data_key)?;
            row.version = row.version.next();
            moved.then_some(Change::UpdateConnection(row))
        }
        KeyedRow::Invitation(mut row) => {
            let (workspace, id) = (row.workspace_id.to_bytes(), row.id.to_bytes());
            let values = row.portal.as_mut().and_then(|portal| portal.options.connect_values.as_mut());
            let Some(values) = values else { return Ok(None) };
            let moved = data_key(ls, workspace, id, &mut values.data_key)?;
            row.version = row.version.next();
            moved.then_some(Change::UpdateInvitation(row))
        }
        KeyedRow::MagicLink(_) | KeyedRow::FlowSession(_) | KeyedRow::MfaMessage(_) | KeyedRow::Answer(_) => {
            None
        }
    })
}

fn data_key(
    ls: &Latchstring,
    workspace: [u8; 16],
    holder: [u8; 16],
    wrapped: &mut SealedBytes,
) -> Result<bool, AtRestError> {
    if wrapped.as_bytes().is_empty() {
        return Ok(false);
    }
    let context = VaultContext { workspace, connection: holder };
    let moved = vault::rewrap(ls.keyring(), &context, wrapped.as_bytes(), &mut *ls.rng())?;
    let is_moved = moved.is_some();
    if let Some(bytes) = moved {
        *wrapped = SealedBytes::new(bytes);
    }
    Ok(is_moved)
}

fn endpoint(ls: &Latchstring, mut row: Endpoint) -> Result<Option<Endpoint>, AtRestError> {
    let (workspace, id) = (row.workspace_id.to_bytes(), row.id.to_bytes());
    let (keyring, primary) = (ls.keyring(), ls.keyring().primary_id());
    let mut moved = false;
    let secrets = std::iter::once(&mut row.secrets.current);
    for secret in secrets.chain(row.secrets.previous.as_mut().map(|(secret, _)| secret)) {
        if sealing_key(secret.as_bytes())? != primary {
            let opened = WebhookSecret::open(keyring, &workspace, &id, secret.as_bytes())?;
            *secret = SealedBytes::new(opened.seal(keyring, &workspace, &id, &mut *ls.rng()));
            moved = true;
        }
    }
    if let Some(headers) = &mut row.headers
        && sealing_key(headers.values.as_bytes())? != primary
    {
        let opened = WebhookHeaders::open(keyring, &workspace, &id, headers.values.as_bytes())?;
        headers.values = SealedBytes::new(opened.seal(keyring, &workspace, &id, &mut *ls.rng()));
        moved = true;
    }
    row.version = row.version.next();
    Ok(moved.then_some(row))
}
