use std::collections::BTreeMap;

use latchstring_domain::api_key::Scope;
use latchstring_domain::bulk::{BATCH, Bulk, BulkRow, BulkRowState};
use latchstring_domain::id::{BulkId, InvitationId};
use secrecy::SecretString;

use crate::invitation::{record_bulk_reveal, reveal, workspace_of};
use crate::{Caller, Failure, Latchstring, Thing};

/// How many batches are read at once.
const BATCHES: u32 = 25;

/// A bulk, and some of its rows.
#[derive(Debug)]
pub struct BulkView {
    /// The bulk.
    pub bulk: Bulk,
    /// Its rows from the wanted one on: at most five hundred.
    pub rows: Vec<BulkRowView>,
    /// The row after the last of them, if there is one.
    pub next_row: Option<u32>,
}

/// A row, and the link to what was made of it.
#[derive(Debug)]
pub struct BulkRowView {
    /// Its place, from zero.
    pub place: u32,
    /// The row.
    pub row: BulkRow,
    /// The link of the invitation that was made of it; `None` where none was, or the caller may not see it.
    pub url: Option<SecretString>,
}

/// How far a bulk is, without its rows. Needs the scope `invitations:read`.
///
/// # Errors
/// [`Failure`].
pub async fn progress(ls: &Latchstring, caller: &Caller, id: BulkId) -> Result<Bulk, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    caller.own(ls, Thing::Bulk, ls.store().bulk(id).await?).await
}

/// A bulk with what became of its rows from this one on. Needs the scope `invitations:read`, and `links:reveal` for the
/// links; that they were shown is an event, once an hour.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, caller: &Caller, id: BulkId, from: u32) -> Result<BulkView, Failure> {
    let bulk = progress(ls, caller, id).await?;
    let batches = ls.store().bulk_batches(id, Bulk::batch_of(from), BATCHES).await?;
    let rows: Vec<_> = batches
        .into_iter()
        .flat_map(|batch| (batch.number.saturating_mul(BATCH)..).zip(batch.rows))
        .filter(|(place, _)| *place >= from)
        .collect();
    let after = rows.last().map(|(place, _)| place.saturating_add(1));
    let next_row = after.filter(|next| *next < bulk.total);
    let mut urls = urls(ls, caller, id, &rows).await?;
    let view = |(place, row): (u32, BulkRow)| {
        let url = made(&row).and_then(|id| urls.remove(&id));
        BulkRowView { place, row, url }
    };
    let rows = rows.into_iter().map(view).collect();
    Ok(BulkView { bulk, rows, next_row })
}

const fn made(row: &BulkRow) -> Option<InvitationId> {
    match row.state {
        BulkRowState::Created(id) => Some(id),
        _ => None,
    }
}

/// The links of what these rows were made into, as far as the caller may see them.
async fn urls(
    ls: &Latchstring,
    caller: &Caller,
    id: BulkId,
    rows: &[(u32, BulkRow)],
) -> Result<BTreeMap<InvitationId, SecretString>, Failure> {
    let made: Vec<_> = rows.iter().filter_map(|(_, row)| made(row)).collect();
    if made.is_empty() || !caller.may(Scope::LinksReveal) {
        return Ok(BTreeMap::new());
    }
    let workspace = workspace_of(ls, caller).await?;
    let invitations = ls.store().invitations_by_ids(&made).await?;
    let link = |one: &_| reveal(ls, &workspace, one).1;
    let urls: BTreeMap<_, _> =
        invitations.iter().filter_map(|one| link(one).map(|url| (one.id, url))).collect();
    if !urls.is_empty() {
        record_bulk_reveal(ls, caller, id).await?;
    }
    Ok(urls)
}
